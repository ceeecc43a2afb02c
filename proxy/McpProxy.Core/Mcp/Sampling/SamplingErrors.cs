namespace McpProxy.Mcp.Sampling;

/// <summary>Why no model answered, for the caller.</summary>
internal static class SamplingErrors
{
    /// <summary>The call used as many answers as it may.</summary>
    public static ProxyError TooMany(int limit) =>
        new(ProxyErrorKind.UpstreamHttp, "too_many_sampling_requests", $"The upstream asked for more than {limit} answers of a model in one call.");

    public static ProxyError Busy(string provider, int limit) =>
        new(ProxyErrorKind.RateLimited, "sampling_busy", $"The sampling provider '{provider}' makes {limit} answers already.") { RetryAfterSeconds = 1 };

    /// <summary>The request cannot be put to a model.</summary>
    public static ProxyError Unfit(string why) =>
        new(ProxyErrorKind.UpstreamHttp, "bad_sampling_request", $"The upstream's sampling request cannot be answered: {why}.");

    /// <summary>The endpoint failed.</summary>
    public static ProxyError Failed(string provider, ProxyError error) =>
        error with { Code = "sampling_failed", Message = $"The sampling provider '{provider}' failed: {error.Message}", Hint = null };

    public static ProxyError BadAnswer(string why) =>
        new(ProxyErrorKind.UpstreamHttp, "bad_sampling_answer", $"its answer is not a chat completion: {why}.");
}
