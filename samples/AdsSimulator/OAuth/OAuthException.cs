namespace AdsSimulator.OAuth;

/// <summary>A request that OAuth 2.0 answers with an error (RFC 6749, sections 4.1.2.1 and 5.2).</summary>
internal sealed class OAuthException(string error, string description) : Exception(description)
{
    public string Error { get; } = error;

    /// <summary>401 for a client that could not prove itself, else 400.</summary>
    public int Status => Error == "invalid_client" ? StatusCodes.Status401Unauthorized : StatusCodes.Status400BadRequest;
}
