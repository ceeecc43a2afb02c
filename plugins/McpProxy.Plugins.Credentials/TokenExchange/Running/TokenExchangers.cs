using System.Collections.Concurrent;
using McpProxy.Configuration;
using McpProxy.Credentials;
using McpProxy.Plugins.Credentials.TokenExchange.Compilation;
using McpProxy.Plugins.Credentials.TokenExchange.Options;
using McpProxy.Plugins.Credentials.TokenExchange.Plans;
using McpProxy.Plugins.Credentials.TokenServers;
using Microsoft.Extensions.Configuration;

namespace McpProxy.Plugins.Credentials.TokenExchange.Running;

/// <summary>
/// All token exchanges of this process. Routes whose options are the same share one, across reloads too; other options make
/// another one, which knows nothing of what was obtained before.
/// </summary>
internal sealed class TokenExchangers(ExchangeDependencies dependencies, IAppliedConfiguration configuration, TransportRule transport) : IIdentitySources
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Name, string Revision), WeakReference<TokenExchanger>> _all = [];
    private readonly ConcurrentDictionary<string, Found> _found = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The exchange with these options.</summary>
    /// <param name="name">Name of the section.</param>
    /// <param name="options">The section, without mistakes.</param>
    public TokenExchanger Get(string name, TokenExchangeOptions options)
    {
        var plan = ExchangeCompiler.Compile(name, options, $"McpProxy:{TokenExchangeFactory.TransformKey}:{name}", new ConfigErrors(), transport.AllowsHttp);
        lock (_lock)
        {
            if (_all.TryGetValue((name, plan.Revision), out var reference) && reference.TryGetTarget(out var same))
            {
                return same;
            }

            var exchanger = new TokenExchanger(plan, dependencies);
            _all[(name, plan.Revision)] = new(exchanger);
            RemoveUnused();
            Warn(plan);
            return exchanger;
        }
    }

    public IIdentitySource? Find(string tokenExchange)
    {
        var current = configuration.Current;
        if (!_found.TryGetValue(tokenExchange, out var found) || !found.Configuration.TryGetTarget(out var known) || known != current)
        {
            // Bound once per configuration; routes that use it hold the same one.
            found = new Found(new(current), Make(tokenExchange, current));
            _found[tokenExchange] = found;
        }

        return found.Exchanger is { Plan.Identities: not null } exchanger ? exchanger : null;
    }

    private TokenExchanger? Make(string name, IConfiguration current)
    {
        var path = $"McpProxy:{TokenExchangeFactory.TransformKey}:{name}";
        if (!current.GetSection(path).Exists())
        {
            return null;
        }

        var errors = new ConfigErrors();
        var options = configuration.Bind<TokenExchangeOptions>(path, errors);
        return errors.Count == 0 ? Get(name, options) : null;
    }

    private void RemoveUnused()
    {
        foreach (var key in _all.Where(e => !e.Value.TryGetTarget(out _)).Select(e => e.Key).ToList())
        {
            _all.Remove(key);
        }
    }

    private void Warn(ExchangePlan plan)
    {
        foreach (var step in plan.Steps.Where(s => s.Jwt?.Rules.Verify == JwtVerification.None))
        {
            TokenExchangeLog.NotVerified(dependencies.Logger, step.Name, plan.Name, step.Jwt!.Rules.Issuer ?? "");
        }
    }

    private sealed record Found(WeakReference<IConfiguration> Configuration, TokenExchanger? Exchanger);
}
