"""A risk score from 0 to 100 out of amount, country and how long we know the customer."""

WATCHED_COUNTRIES = {"XA", "XB"}


def lambda_handler(event, context):
    score = min(60, int(event["total"] / 50))
    if event["country"] in WATCHED_COUNTRIES:
        score += 30
    if event["since"] < 2024:
        score -= 10
    return {"score": max(0, score), "level": "high" if score >= 60 else "normal"}
