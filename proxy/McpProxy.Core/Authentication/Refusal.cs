namespace McpProxy.Authentication;

/// <summary>Why a credential is refused, in words that may be shown to who sent it. One object for each reason.</summary>
/// <param name="Description">One sentence of printable ASCII without quotes, as <c>error_description</c> has it (RFC 6750, section 3).</param>
internal sealed record Refusal(string Description)
{
    /// <summary>Whether it is not the credential's fault: it cannot be checked at the moment.</summary>
    public bool IsTemporary { get; init; }

    /// <summary>
    /// Whether the credential is one of ours, known or to be checked by a scheme of ours. Another scheme may still accept it, but only
    /// one that checks: it must not be taken for a partner's token and sent to somebody else.
    /// </summary>
    public bool IsOfOurs { get; init; }

    public static Refusal UnknownCredential { get; } = new("No scheme knows this credential.");

    public static Refusal SeveralCredentials { get; } = new("The request carries several credentials in one header.") { IsOfOurs = true };

    public static Refusal WrongAudience { get; } = new("The token is meant for another resource.") { IsOfOurs = true };

    public static Refusal Expired { get; } = new("The credential has expired.") { IsOfOurs = true };
}
