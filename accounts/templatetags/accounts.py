from django import template

register = template.Library()

# What a browser says of itself holds the names of others too, so the order decides.
BROWSERS = {"Firefox": "Firefox", "Edg": "Edge", "OPR": "Opera", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "an iPhone",
    "iPad": "an iPad",
    "Windows": "Windows",
    "Mac OS": "a Mac",
    "Linux": "Linux",
}


@register.filter
def without_placeholders(form):
    """The form without the grey words inside its fields, which only repeat the label and vanish while one types."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    return form


@register.filter
def browser(user_agent):
    """What somebody has signed in with, as people would say it: "Firefox on Windows"."""
    found = next((name for mark, name in BROWSERS.items() if mark in user_agent), "Another browser")
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), None)
    return f"{found} on {system}" if system else found
