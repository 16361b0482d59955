"""Forty incidents of our own: twenty pairs in which the second repeats the first in other words.

Title, summary, hazards and controls of the first; title and summary of the second, as its first hour knows them.
"""

Pair = tuple[tuple[str, str, str, str], tuple[str, str]]

PAIRS: tuple[Pair, ...] = (
    (
        ("Redis pool full on checkout", "Carts timed out.", "connections leak on retry", "pool limit"),
        ("checkout: redis connections exhausted again", "Timeouts in carts"),
    ),
    (
        (
            "Nodes out of disk after upgrade",
            "Image pulls failed.",
            "nodes have less disk than images need",
            "disk alert",
        ),
        ("No space left on nodes, image pull errors", ""),
    ),
    (
        (
            "Certificate of the login page expired",
            "Nobody could log in.",
            "a certificate expires unseen",
            "renewal job",
        ),
        ("Expired certificate on api gateway", "TLS handshakes refused"),
    ),
    (
        (
            "DNS resolver overloaded by search domains",
            "Lookups took seconds.",
            "resolvers without headroom",
            "lookup cache",
        ),
        ("Slow lookups: resolver at 100 % CPU", "DNS"),
    ),
    (
        (
            "Backup of bookings was empty",
            "Four nights without rows.",
            "a backup that nobody restores",
            "restore drill",
        ),
        ("Nightly backup holds no rows", ""),
    ),
    (
        ("Drained the wrong cluster", "Berths offline.", "contexts look alike", "context prompt"),
        ("drain hit staging berths instead of production", "wrong context"),
    ),
    (
        (
            "Payment webhook retried for ever",
            "Duplicate charges.",
            "handlers that are not idempotent",
            "idempotency key",
        ),
        ("Customers charged twice by webhook retries", ""),
    ),
    (
        ("Kafka consumer lag after rebalance", "Mails an hour late.", "rebalance storms", "lag alert"),
        ("Consumers of the mail topic lag, rebalancing", ""),
    ),
    (
        (
            "Index missing on fares, full scans",
            "Quotes took 12 s.",
            "migrations without a plan check",
            "query review",
        ),
        ("Quotes slow, sequential scan on fares", ""),
    ),
    (
        (
            "Token of the build bot leaked",
            "Public repository held it.",
            "secrets in history",
            "secret scanner",
        ),
        ("Leaked deploy token found in a public repository", ""),
    ),
    (
        (
            "Feature flag turned on for everybody",
            "New search for all.",
            "flags without audience",
            "flag review",
        ),
        ("Flag rollout reached all customers at once", "search"),
    ),
    (
        (
            "Clock skew broke sign-in tokens",
            "Tokens from the future.",
            "hosts without time sync",
            "ntp check",
        ),
        ("Sign-in refused: token issued in the future", "clock"),
    ),
    (
        (
            "Autoscaler removed half of the pods",
            "Checkout at half.",
            "scale-down without floor",
            "minimum replicas",
        ),
        ("autoscaler scaled web pods down to two", ""),
    ),
    (
        (
            "Queue of thumbnails grew for two days",
            "Pictures missing.",
            "a dead worker that looks alive",
            "queue age alert",
        ),
        ("Thumbnails missing, workers hang on the queue", ""),
    ),
    (
        (
            "Firewall rule blocked the office",
            "No ssh from the office.",
            "rules applied to all zones",
            "rule dry run",
        ),
        ("ssh from office blocked by new firewall rule", ""),
    ),
    (
        ("CDN served an old release", "Half saw old pages.", "stale objects without version", "purge job"),
        ("Old assets served by CDN after release", ""),
    ),
    (
        (
            "Memory leak in the PDF renderer",
            "Invoices failed at night.",
            "renderer grows with each page",
            "memory limit",
        ),
        ("PDF invoices fail, renderer killed out of memory", ""),
    ),
    (
        ("Cron job ran twice on failover", "Two newsletters.", "schedulers without a lease", "leader lock"),
        ("Newsletter sent twice after scheduler failover", ""),
    ),
    (
        (
            "Database failover lost the writer",
            "Writes refused 20 minutes.",
            "no healthy standby",
            "failover test",
        ),
        ("Writes refused: standby not promoted on failover", "database"),
    ),
    (
        (
            "Subnet ran out of addresses",
            "New pods pending.",
            "address space smaller than the cluster",
            "address alert",
        ),
        ("Pods pending, no free addresses in subnet", ""),
    ),
)
