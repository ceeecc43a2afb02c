using McpProxy.Configuration;
using McpProxy.Credentials;
using McpProxy.Plugins.Credentials.TokenExchange.Options;
using Microsoft.Extensions.Configuration;

namespace McpProxy.Plugins.Credentials.TokenExchange;

/// <summary>The headers that the token exchanges of the configuration in force read credentials from.</summary>
internal sealed class TradedHeaders(IAppliedConfiguration configuration) : ITradedHeaders
{
    private Found _found = new(null, []);

    public IReadOnlyCollection<string> Names
    {
        get
        {
            var current = configuration.Current;
            var found = Volatile.Read(ref _found);
            if (!ReferenceEquals(found.Of, current))
            {
                found = new Found(current, Read(current));
                Volatile.Write(ref _found, found);
            }

            return found.Names;
        }
    }

    private HashSet<string> Read(IConfiguration current)
    {
        const string section = $"McpProxy:{TokenExchangeFactory.TransformKey}";
        var errors = new ConfigErrors();
        return current.GetSection(section).GetChildren()
            .SelectMany(s => configuration.Bind<TokenExchangeOptions>($"{section}:{s.Key}", errors).Subject.Headers)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    private sealed record Found(IConfiguration? Of, HashSet<string> Names);
}
