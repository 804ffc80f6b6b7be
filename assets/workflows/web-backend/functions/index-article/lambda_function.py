"""Counts the words a search would find."""

import re


def lambda_handler(event, context):
    words = sorted(set(re.findall(r"[a-z]{3,}", event["text"].lower())))
    return {"id": event["id"], "words": len(words)}
