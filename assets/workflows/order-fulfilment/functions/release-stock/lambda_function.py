"""Puts reserved pieces back on the shelf."""


def lambda_handler(event, context):
    print(f"releasing {event['reservation']} because of {event['reason']}")
    return {"reservation": event["reservation"], "released": True}
