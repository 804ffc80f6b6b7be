"""Turns the text of one reading into numbers."""


class BadReading(Exception):
    """The meter did not send a number."""


def lambda_handler(event, context):
    reading = event["reading"]
    try:
        kwh = float(reading["kwh"])
    except ValueError as problem:
        raise BadReading(f"{reading['meter']} sent {reading['kwh']!r}") from problem
    return {"meter": reading["meter"], "kwh": kwh, "hour": reading["at"][:13]}
