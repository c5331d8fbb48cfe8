//! GraphML, for igraph, NetworkX, Gephi and yEd.

use super::network::{Network, QUADS};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io::{self, Write};

/// Writes a network as GraphML.
///
/// # Errors
/// What the destination says.
pub fn graphml(network: &Network, out: impl Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = [("xmlns", "http://graphml.graphdrawing.org/xmlns")];
    xml.create_element("graphml").with_attributes(root).write_inner_content(|xml| {
        for (of, id, kind) in keys() {
            let attributes =
                [("id", id), ("for", of), ("attr.name", id.trim_start_matches("node_")), ("attr.type", kind)];
            xml.create_element("key").with_attributes(attributes).write_empty()?;
        }
        let directed = [("id", "dyads"), ("edgedefault", "directed")];
        xml.create_element("graph").with_attributes(directed).write_inner_content(|xml| {
            for node in &network.nodes {
                xml.create_element("node").with_attribute(("id", node.code.as_str())).write_inner_content(|xml| {
                    data(xml, "node_name", &node.name)?;
                    data(xml, "node_events", &node.events.to_string())
                })?;
            }
            for edge in &network.edges {
                let ends = [("source", edge.actor.as_str()), ("target", edge.recipient.as_str())];
                xml.create_element("edge").with_attributes(ends).write_inner_content(|xml| {
                    data(xml, "events", &edge.events.to_string())?;
                    for ((_, name), count) in QUADS.iter().zip(edge.quads) {
                        data(xml, name, &count.to_string())?;
                    }
                    data(xml, "mean_score", &edge.mean_score.to_string())?;
                    data(xml, "first", &edge.first)?;
                    data(xml, "last", &edge.last)
                })?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    let mut out = xml.into_inner();
    out.write_all(b"\n")?;
    out.flush()
}

/// What nodes and edges carry: for which, id, type.
fn keys() -> Vec<(&'static str, &'static str, &'static str)> {
    let mut keys = vec![("node", "node_name", "string"), ("node", "node_events", "long"), ("edge", "events", "long")];
    keys.extend(QUADS.iter().map(|(_, name)| ("edge", *name, "long")));
    keys.extend([("edge", "mean_score", "double"), ("edge", "first", "string"), ("edge", "last", "string")]);
    keys
}

fn data<W: Write>(xml: &mut Writer<W>, key: &str, value: &str) -> io::Result<()> {
    xml.create_element("data").with_attribute(("key", key)).write_text_content(BytesText::new(value)).map(|_| ())
}
