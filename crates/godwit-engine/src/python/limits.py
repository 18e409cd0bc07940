# Holds this process, and those it starts, within limits before any code of the project runs.
def _limit(**most):
    try:
        import resource
    except ImportError:  # Windows has none
        return
    for name, value in most.items():
        kind = getattr(resource, "RLIMIT_" + name, None)
        if kind is None:
            continue
        hard = resource.getrlimit(kind)[1]
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        try:
            resource.setrlimit(kind, (value, value))
        except (ValueError, OSError):  # macOS refuses to limit address space
            pass


