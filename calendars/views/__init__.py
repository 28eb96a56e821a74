"""For programs (``feeds``), the page of subscriptions (``subscriptions``), the calendar itself (``month``)."""
