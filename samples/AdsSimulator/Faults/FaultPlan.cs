namespace AdsSimulator.Faults;

/// <summary>What shall go wrong with a request.</summary>
internal sealed record FaultPlan
{
    public static readonly FaultPlan None = new();

    /// <summary>Answer with this status instead of the real answer.</summary>
    public int? Status { get; init; }

    /// <summary>Seconds in a <c>Retry-After</c> header.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The same as an HTTP date, this many seconds from now.</summary>
    public int? RetryAfterDate { get; init; }

    /// <summary>A <c>Location</c> header, for redirects.</summary>
    public string? Location { get; init; }

    /// <summary>Milliseconds to wait before anything is answered.</summary>
    public int DelayMs { get; init; }

    /// <summary>What to wait for before anything is answered; null for nothing.</summary>
    public Task? Until { get; init; }

    public CutPoint Cut { get; init; }

    /// <summary>Bytes per second at which the body is sent; 0 for full speed.</summary>
    public int Drip { get; init; }

    /// <summary>How many requests pass before the fault begins.</summary>
    public int Skip { get; init; }

    /// <summary>How many requests are faulty before it ends; null for all.</summary>
    public int? Times { get; init; }

    /// <summary>Name of the counter behind <see cref="Skip"/> and <see cref="Times"/>; null for one counter per path.</summary>
    public string? Key { get; init; }
}
