"""Runs one of the extractors from PyPI over pages.

    driver.py PEER LIST

LIST holds the path of a page a line; for each page a line of JSON is printed, {"text": ...} or
{"error": ...}. A page that takes too long ends the process, as one that crashes does.
"""

import json
import signal
import sys

SECONDS_A_PAGE = 30


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text

    return lambda html: extract_plain_text(html, main_content=True)


def trafilatura():
    from trafilatura import extract

    return extract


def trafilatura_tei():
    from trafilatura import extract

    return lambda html: extract(html, output_format="xmltei", with_metadata=True)


PEERS = {"resiliparse": resiliparse, "trafilatura": trafilatura, "trafilatura-tei": trafilatura_tei}


def said(extract, path):
    signal.alarm(SECONDS_A_PAGE)
    try:
        with open(path, encoding="utf-8") as page:
            return {"text": extract(page.read()) or ""}
    except Exception as error:
        return {"error": repr(error)}
    finally:
        signal.alarm(0)


def main(peer, listed):
    extract = PEERS[peer]()
    with open(listed, encoding="utf-8") as paths:
        for path in paths.read().splitlines():
            print(json.dumps(said(extract, path)), flush=True)


main(*sys.argv[1:])
