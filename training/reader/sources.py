"""Text of the public sources that the real half of the corpus points into, by source and id.

`text_of(source, id)` is the text that standoff offsets count in (Unicode code points).
The folder is `../shared/data` beside the project, or $DETENTE_DATA.
"""
import csv
import functools
import gzip
import html
import os
import re
from pathlib import Path

DATA = Path(os.environ.get("DETENTE_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))


def _clean_agnews(s):
    s = s.replace("\\", " ").replace(" #36;", "$").replace("#36;", "$").replace(" #39;", "'").replace("#39;", "'")
    s = re.sub(r"&?\b(lt|gt);", lambda m: "<" if m.group(1) == "lt" else ">", s)
    s = re.sub(r"\bquot;", '"', s).replace(" amp;", " &").replace("#151;", "—")
    s = re.sub(r"<[^>]*>", " ", html.unescape(s))
    return re.sub(r"\s+", " ", s).strip()


@functools.cache
def agnews():
    """id = row number -> (class, headline, lead)."""
    rows = csv.reader(open(DATA / "agnews" / "items.csv", encoding="utf-8"))
    return {str(i): (int(r[0]), _clean_agnews(r[1]), _clean_agnews(r[2])) for i, r in enumerate(rows)}


@functools.cache
def plv_rows():
    """All rows; six ids stand twice."""
    return list(csv.DictReader(open(DATA / "plv" / "train.tsv", encoding="utf-8"), delimiter="\t",
                               quoting=csv.QUOTE_NONE))


@functools.cache
def plv():
    """By id; of a repeated id the last row."""
    return {r["id"]: r for r in plv_rows()}


@functools.cache
def coped():
    rows = [line.rstrip("\n").split("\t") for line in open(DATA / "coped" / "train.quad.tsv", encoding="utf-8")]
    return {str(i): (r[0], int(r[1])) for i, r in enumerate(rows)}


def polnear_files(part):
    return sorted((DATA / "polnear" / part / "text").iterdir())


@functools.cache
def reuters():
    """NEWID -> (title, dateline, body)."""
    docs = {}
    for path in sorted((DATA / "reuters1987").glob("*.sgm.gz")):
        raw = gzip.open(path, "rt", encoding="latin-1").read()
        for m in re.finditer(r"<REUTERS.*?NEWID=\"(\d+)\">(.*?)</REUTERS>", raw, re.S):
            body = re.search(r"<BODY>(.*?)</BODY>", m.group(2), re.S)
            if not body:
                continue
            title = re.search(r"<TITLE>(.*?)</TITLE>", m.group(2), re.S)
            dateline = re.search(r"<DATELINE>(.*?)</DATELINE>", m.group(2), re.S)
            topics = re.findall(r"<D>(.*?)</D>", re.search(r"<TOPICS>(.*?)</TOPICS>", m.group(2), re.S).group(1))
            text = html.unescape(body.group(1))
            text = re.sub(r"[\x00-\x08\x0b-\x1f]", "", text)
            text = re.sub(r"\s*\bReuter\b\s*$", "", text.strip(), flags=re.I)
            paragraphs = [re.sub(r"\s+", " ", p).strip() for p in re.split(r"\n {2,}", text)]
            docs[m.group(1)] = (title.group(1) if title else "", dateline.group(1).strip() if dateline else "",
                                "\n\n".join(p for p in paragraphs if p), topics)
    return docs


@functools.cache
def gum_text(name):
    """Plain text of a GUM document from its WebAnno sentences, one a paragraph."""
    lines = (DATA / "gum" / "entities" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return "\n\n".join(x[6:].strip() for x in lines if x.startswith("#Text="))


def _spaced(text):
    """Whitespace inside paragraphs folded; paragraphs apart by one empty line."""
    return "\n\n".join(re.sub(r"\s+", " ", p).strip() for p in re.split(r"\n\s*\n|\n", text) if p.strip())


@functools.cache
def text_of(source, id):
    if source == "agnews":
        return agnews()[id][2]
    if source == "plv":
        return re.sub(r"\s+", " ", plv()[id]["sentence"]).strip()
    if source == "coped":
        return re.sub(r"\s+", " ", coped()[id][0]).strip()
    if source == "polnear":
        path = DATA / "polnear" / "train" / "text" / f"{id}.txt"
        return _spaced(path.read_text(encoding="utf-8"))
    if source == "reuters":
        return reuters()[id][2]
    if source == "gum":
        return gum_text(id)
    raise KeyError(f"no source named {source}")
