"""The pages that draw on every app."""


def home(request): ...


def guidelines(request): ...


def search(request): ...
