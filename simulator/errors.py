"""What the Bot API answers when it does not do what it was asked."""


class BotApiError(Exception):
    """The Bot API refuses a call, with this code and description."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, object]:
        """The JSON the server answers, as in "Making requests" of the Bot API."""
        answer: dict[str, object] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad_request(words: str) -> BotApiError:
    """400. Like the real server, a sentence loses its capital and a CONSTANT_NAME keeps it."""
    constant = len(words) > 1 and (words[1] == "_" or words[1].isupper())
    return BotApiError(400, "Bad Request: " + (words if constant else words[0].lower() + words[1:]))


def forbidden(words: str) -> BotApiError:
    """403: the person, or the group, does not let the bot write."""
    return BotApiError(403, f"Forbidden: {words}")


def conflict(words: str) -> BotApiError:
    """409: two ways of taking updates in at once."""
    return BotApiError(409, f"Conflict: {words}")


def too_many_requests(retry_after: int) -> BotApiError:
    """429, to be tried again after `retry_after` seconds."""
    return BotApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def upgraded(new_id: int) -> BotApiError:
    """400: the group has become a supergroup, with this id."""
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    return BotApiError(400, words, migrate_to_chat_id=new_id)


def not_served(what: str) -> BotApiError:
    """400 in words of our own: the real server knows this, the simulator does not."""
    return BotApiError(400, f"Bad Request: {what} is not served by the simulator")
