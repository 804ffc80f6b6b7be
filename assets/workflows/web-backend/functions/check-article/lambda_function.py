"""Refuses what may not be published and adds the author."""


class InvalidArticle(Exception):
    """The writer can put it right."""


def lambda_handler(event, context):
    user, article = event["user"], event["article"]
    if not user["mayWrite"]:
        raise InvalidArticle(f"{user['name']} may read, but not write")
    if len(article.get("text", "")) < 20:
        raise InvalidArticle("the text needs at least 20 characters")
    return {**article, "author": user["name"]}
