namespace McpProxy.Dispatch;

/// <summary>The caller itself was refused: the MCP door answers with this HTTP status, so that the client can refresh its credential.</summary>
/// <param name="Status">401 or 403; 503 when the credential cannot be checked at the moment.</param>
/// <param name="WwwAuthenticate">Values of <c>WWW-Authenticate</c>; may be empty.</param>
internal sealed record CallerChallenge(int Status, string[] WwwAuthenticate)
{
    /// <summary>Why, as one sentence for the caller; null when there is no more to say than the status does.</summary>
    public string? Description { get; init; }

    /// <summary>When to try again, of a 503.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The refusal in the words of the error contract.</summary>
    public ProxyError ToError() => Status switch
    {
        401 => Description is null ? FailureMapper.CallerNotAuthenticated : FailureMapper.CallerNotAuthenticated with { Message = Description },
        403 => Description is null ? FailureMapper.CallerNotAuthorized : FailureMapper.CallerNotAuthorized with { Message = Description },
        _ => new ProxyError(ProxyErrorKind.UpstreamUnreachable, "authentication_unavailable", Description ?? "The credential cannot be checked at the moment.") { Status = Status, RetryAfterSeconds = RetryAfterSeconds },
    };
}
