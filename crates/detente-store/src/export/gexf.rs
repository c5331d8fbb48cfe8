//! GEXF 1.3, for Gephi.

use super::network::{Network, QUADS};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};
use std::io::{self, Write};

/// Writes a network as GEXF; an edge's weight is its number of events.
///
/// # Errors
/// What the destination says.
pub fn gexf(network: &Network, out: impl Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = [("xmlns", "http://gexf.net/1.3"), ("version", "1.3")];
    xml.create_element("gexf").with_attributes(root).write_inner_content(|xml| {
        let graph = [("mode", "static"), ("defaultedgetype", "directed")];
        xml.create_element("graph").with_attributes(graph).write_inner_content(|xml| {
            attributes(xml, "node", &[("events", "long")])?;
            let mut of_edges: Vec<(&str, &str)> = QUADS.iter().map(|(_, name)| (*name, "long")).collect();
            of_edges.extend([("mean_score", "double"), ("first", "string"), ("last", "string")]);
            attributes(xml, "edge", &of_edges)?;
            xml.create_element("nodes").write_inner_content(|xml| {
                for node in &network.nodes {
                    let named = [("id", node.code.as_str()), ("label", node.name.as_str())];
                    xml.create_element("node")
                        .with_attributes(named)
                        .write_inner_content(|xml| values(xml, &[node.events.to_string()]))?;
                }
                Ok(())
            })?;
            xml.create_element("edges").write_inner_content(|xml| {
                for (n, edge) in network.edges.iter().enumerate() {
                    let (id, weight) = (n.to_string(), edge.events.to_string());
                    let ends = [
                        ("id", id.as_str()),
                        ("source", edge.actor.as_str()),
                        ("target", edge.recipient.as_str()),
                        ("weight", weight.as_str()),
                    ];
                    let mut all: Vec<String> = edge.quads.iter().map(ToString::to_string).collect();
                    all.extend([edge.mean_score.to_string(), edge.first.clone(), edge.last.clone()]);
                    xml.create_element("edge").with_attributes(ends).write_inner_content(|xml| values(xml, &all))?;
                }
                Ok(())
            })?;
            Ok(())
        })?;
        Ok(())
    })?;
    let mut out = xml.into_inner();
    out.write_all(b"\n")?;
    out.flush()
}

/// What all nodes or edges carry; their numbers are their ids.
fn attributes<W: Write>(xml: &mut Writer<W>, class: &str, all: &[(&str, &str)]) -> io::Result<()> {
    xml.create_element("attributes").with_attribute(("class", class)).write_inner_content(|xml| {
        for (n, (title, kind)) in all.iter().enumerate() {
            let id = n.to_string();
            let of = [("id", id.as_str()), ("title", *title), ("type", *kind)];
            xml.create_element("attribute").with_attributes(of).write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

fn values<W: Write>(xml: &mut Writer<W>, all: &[String]) -> io::Result<()> {
    xml.create_element("attvalues").write_inner_content(|xml| {
        for (n, value) in all.iter().enumerate() {
            let id = n.to_string();
            xml.create_element("attvalue")
                .with_attributes([("for", id.as_str()), ("value", value.as_str())])
                .write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}
