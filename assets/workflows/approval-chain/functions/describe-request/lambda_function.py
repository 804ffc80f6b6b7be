"""Puts the request into one line and adds what the budget says."""

BUDGETS = {"Workshop": 12000, "Office": 3000}


def lambda_handler(event, context):
    request, team = event["request"], event["requester"]["team"]
    left = BUDGETS.get(team, 0)
    return {
        "title": f"{request['what']} ({request['amount']} EUR)",
        "budget": {"team": team, "left": left, "leftAfterwards": left - request["amount"]},
    }
