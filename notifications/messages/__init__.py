"""Facts made into messages, in the language of whoever reads them. Pure: the same facts give the same message again."""
