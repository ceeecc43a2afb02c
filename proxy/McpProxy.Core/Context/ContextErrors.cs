using Microsoft.AspNetCore.Http;

namespace McpProxy.Context;

/// <summary>What callers are told when the context of a call cannot be used. Nothing was sent.</summary>
internal static class ContextErrors
{
    private const string ChooseAgain = "Choose the context again, or call without a handle.";

    /// <summary>Sealed with another key, changed, or another caller's: which of them, nobody is told.</summary>
    public static ProxyErrorException HandleInvalid() => new(new(ProxyErrorKind.InvalidArguments, "context_handle_invalid", "The context handle is not one that this server gave to this caller.") { Hint = ChooseAgain });

    public static ProxyErrorException HandleExpired() => new(new(ProxyErrorKind.InvalidArguments, "context_handle_expired", "The context handle has expired.") { Hint = ChooseAgain });

    public static ProxyErrorException HandleTooLong() => new(new(ProxyErrorKind.InvalidArguments, "context_too_large", "The context has more profiles, groups and tools than a handle can carry.") { Hint = "Clear or disable some of them." });

    /// <summary>The call names a context by its handle, which went with the credential it was made with: another account must not take its place.</summary>
    public static ProxyError HandleOfOtherCredential { get; } = new(ProxyErrorKind.InvalidArguments, TokenSwapped, "The context handle was made with another credential than this call carries.") { Hint = ChooseAgain };

    /// <summary>Code of errors and notices about a choice that went with its credential.</summary>
    public const string TokenSwapped = "token_swapped";

    public static ProxyErrorException Invalid(string message) => new(new(ProxyErrorKind.InvalidArguments, "invalid_context", message));

    public static ProxyErrorException Busy() => new(new(ProxyErrorKind.RateLimited, "context_busy", "Too many changes of the context at the same time.") { Status = StatusCodes.Status429TooManyRequests, RetryAfterSeconds = 1 });
}
