"""Charges the card. The first call meets a gateway that does not answer in time."""


class GatewayTimeout(Exception):
    """The gateway said nothing; asking again is safe, it knows the order id."""


class CardDeclined(Exception):
    """The bank said no; asking again would not help."""


def lambda_handler(event, context):
    if event["last4"] == "0002":
        raise CardDeclined("the bank declined the card ending in 0002")
    if event["attempt"] == 0:
        raise GatewayTimeout("no answer from the payment gateway within 5 s")
    return {"chargeId": f"ch_{event['orderId']}", "amount": event["amount"], "attempts": event["attempt"] + 1}
