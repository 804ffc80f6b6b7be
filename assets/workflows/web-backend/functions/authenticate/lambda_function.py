"""Finds out who asks."""

TOKENS = {
    "Bearer reader-and-writer": {"name": "Ines", "mayWrite": True, "followers": ["Amir", "Bo", "Chiara"]},
    "Bearer reader": {"name": "Jun", "mayWrite": False, "followers": []},
}


class Unauthorized(Exception):
    """Nobody we know."""


def lambda_handler(event, context):
    user = TOKENS.get(event["authorization"])
    if user is None:
        raise Unauthorized("unknown token")
    return user
