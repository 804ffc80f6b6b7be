"""Adds up the kept readings by region."""

from collections import defaultdict


def lambda_handler(event, context):
    processed = event["processed"]
    kept = [row for row in processed if row["status"] == "kept"]
    by_region = defaultdict(float)
    for row in kept:
        by_region[row["region"]] += row["kwh"]
    return {
        "batch": event["batch"],
        "kept": len(kept),
        "setAside": [row["meter"] for row in processed if row["status"] == "set_aside"],
        "keptPercent": round(100 * len(kept) / len(processed)) if processed else 0,
        "kwhByRegion": {region: round(total, 2) for region, total in sorted(by_region.items())},
    }
