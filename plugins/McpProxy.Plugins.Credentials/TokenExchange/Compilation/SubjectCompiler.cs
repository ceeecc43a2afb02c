using McpProxy.Plugins.Credentials.TokenExchange.Options;
using McpProxy.Plugins.Credentials.TokenExchange.Plans;
using McpProxy.Plugins.Credentials.TokenServers;

namespace McpProxy.Plugins.Credentials.TokenExchange.Compilation;

/// <summary>Compiles where the traded credential comes from.</summary>
internal static class SubjectCompiler
{
    public static SubjectPlan Compile(SubjectOptions options, bool isShared, Mistakes mistakes)
    {
        var at = mistakes.At("Subject");
        foreach (var name in options.Headers.Where(h => !HeaderRules.IsName(h) || HeaderRules.IsReserved(h)))
        {
            at.At("Headers").Invalid($"'{name}' is not a header that can carry a credential.");
        }

        if (options.MinLength > options.MaxLength)
        {
            at.At("MinLength").Invalid("The least length is above the most.");
        }

        var ofCallers = options.Headers.Count > 0 || options.Caller || options.AccessToken || options.OAuth is not null;
        if (isShared && ofCallers)
        {
            mistakes.At("Shared").Invalid("A result cannot be shared that is made of callers' credentials.", "Write \"Subject\": { \"Caller\": false }, without AccessToken, Headers and OAuth, or leave Shared out.");
        }

        if (options.Required && !ofCallers && options.Secret is not { HasValue: true })
        {
            at.Missing("There is no source for the credential.", "Name one, or write \"Required\": false.");
        }

        return new SubjectPlan
        {
            Headers = [.. options.Headers],
            Caller = options.Caller,
            AccessToken = options.AccessToken,
            OAuth = options.OAuth,
            Secret = options.Secret is { HasValue: true } secret ? secret.Reveal() : null,
            Required = options.Required,
            Contains = options.Contains,
            MinLength = options.MinLength,
            MaxLength = options.MaxLength,
            Hint = options.Hint ?? HintOf(options),
        };
    }

    private static string HintOf(SubjectOptions options)
    {
        var sources = options.Headers.Select(h => $"in header '{h}'").ToList();
        if (options.Caller || options.AccessToken)
        {
            sources.Add("as 'Authorization: Bearer …'");
        }

        return sources.Count > 0 ? $"Send it {string.Join(" or ", sources)}."
            : options.OAuth is null ? "The operator must configure it."
            : "Authorize the proxy first.";
    }
}
