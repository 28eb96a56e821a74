"""How the web server runs: ``gunicorn training_platform.wsgi -c python:training_platform.web_server``.

Whatever else it may be told on its command line, no header says under which path the platform is mounted: gunicorn
would believe ``SCRIPT_NAME`` of any client whose request a proxy on the same machine hands on, cut it off the path, and
so lead past the rules that the proxy has for paths (``/jitsi/events/``), or answer 500 where it does not fit.
"""

worker_class = "gthread"
workers = 2
threads = 4
forwarder_headers = ""
