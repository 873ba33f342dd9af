"""Writes web archives with warcio, and says what warcio finds in them again."""

import gzip
import io
import json
import sys
import zlib
from pathlib import Path

import brotli
import zstandard
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

folder = Path(sys.argv[1])


class Unbrotli:
    """Current releases of brotli have no attribute that warcio sets; this has."""

    unused_data = b""

    def __init__(self):
        self.inner = brotli.Decompressor()

    def decompress(self, data):
        return self.inner.process(data)


BufferedReader.DECOMPRESSORS["br"] = Unbrotli


def page(number, times=30):
    text = "".join(f"<p>Boats {number} at rest, {line} of them.\n" for line in range(times))
    return f"<!doctype html><title>Page {number}</title>{text}".encode()


def chunked(body, size=100):
    parts = [body[at : at + size] for at in range(0, len(body), size)] + [b""]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)


def bare(body):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


def responses():
    """Fields and bodies as servers send them."""
    html = ("Content-Type", "text/html; charset=utf-8")
    yield [html], page(1)
    yield [html, ("Content-Encoding", "gzip")], gzip.compress(page(2))
    yield [html, ("Content-Encoding", "deflate")], zlib.compress(page(3))
    yield [html, ("Content-Encoding", "deflate")], bare(page(4))
    yield [html, ("Content-Encoding", "br")], brotli.compress(page(5))
    yield [html, ("Transfer-Encoding", "chunked")], chunked(page(6))
    both = [html, ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]
    yield both, chunked(gzip.compress(page(7)))
    both = [html, ("Content-Encoding", "br"), ("Transfer-Encoding", "chunked")]
    yield both, chunked(brotli.compress(page(8, 3000)), 1000)
    yield [("Content-Type", "text/plain")], b"Plain text.\n\nOf two blocks.\n"
    yield [("Content-Type", "image/png")], b"\x89PNG\r\n\x1a\n\x00\x00"
    yield [html], b""


def write(path, version, packed):
    with open(path, "wb") as out:
        writer = WARCWriter(out, gzip=packed, warc_version=version)
        dates = (f"2024-05-06T07:08:{second:02}Z" for second in range(60))

        def add(number, kind, body, http=None, **more):
            headers = {
                "WARC-Record-ID": f"<urn:uuid:00000000-0000-0000-0000-{number:012}>",
                "WARC-Date": next(dates),
            }
            uri = f"http://example.org/{number}"
            http = http and StatusAndHeaders("200 OK", http, protocol="HTTP/1.1")
            record = writer.create_warc_record(
                uri, kind, payload=io.BytesIO(body), http_headers=http, warc_headers_dict=headers, **more
            )
            writer.write_record(record)

        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "a test"}))
        for number, (fields, body) in enumerate(responses(), 1):
            add(number, "response", body, fields)
            request = [("User-Agent", "a test")]
            line = StatusAndHeaders("GET / HTTP/1.1", request, is_http_request=True)
            uri = f"http://example.org/{number}"
            writer.write_record(writer.create_warc_record(uri, "request", http_headers=line))
        add(100, "resource", page(100), warc_content_type="text/html")
        add(101, "conversion", b"Text of page 1.", warc_content_type="text/plain")
        add(102, "metadata", b"fetchTimeMs: 7\r\n", warc_content_type="application/warc-fields")
        writer.write_record(
            writer.create_revisit_record(
                "http://example.org/1",
                digest="sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                refers_to_uri="http://example.org/1",
                refers_to_date="2024-05-06T07:08:00Z",
                warc_headers_dict={"WARC-Record-ID": "<urn:uuid:103>"},
            )
        )


def pack(plain, path, dictionary=None):
    """A web archive in Zstandard: a frame for each record, the dictionary in front of them."""
    raw = plain.read_bytes()
    with open(plain, "rb") as file:
        records = ArchiveIterator(file)
        begins = []
        for _ in records:
            begins.append(records.get_record_offset())
    records = [raw[begin:end] for begin, end in zip(begins, begins[1:] + [len(raw)])]
    packer = zstandard.ZstdCompressor(level=3, dict_data=dictionary, write_checksum=True)
    with open(path, "wb") as out:
        if dictionary:
            inner = zstandard.ZstdCompressor().compress(dictionary.as_bytes())
            out.write(b"\x5d\x2a\x4d\x18" + len(inner).to_bytes(4, "little") + inner)
        for record in records:
            out.write(packer.compress(record))


def expected(path):
    documents = {"response", "resource", "conversion", "revisit"}
    with open(path, "rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            header = record.rec_headers
            if record.rec_type not in documents:
                continue
            kind = header.get_header("Content-Type")
            if record.rec_type == "response":
                kind = record.http_headers.get_header("Content-Type")
            is_page = record.rec_type != "revisit" and kind.startswith(("text/html", "text/plain"))
            yield {
                "id": header.get_header("WARC-Record-ID"),
                "kind": record.rec_type,
                "payload": record.content_stream().read().hex() if is_page else None,
                "url": header.get_header("WARC-Target-URI"),
                "date": header.get_header("WARC-Date"),
            }


plain = folder / "a.warc"
write(plain, "1.0", False)
write(folder / "a.warc.gz", "1.0", True)
write(folder / "b.warc.gz", "1.1", True)
pack(plain, folder / "a.warc.zst")
samples = [page(number) for number in range(200)]
pack(plain, folder / "dictionary.warc.zst", zstandard.train_dictionary(8 << 10, samples))
json.dump(list(expected(plain)), sys.stdout)
