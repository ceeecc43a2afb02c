using System.Collections.Frozen;
using System.Text;
using McpProxy.Authentication.Challenges;
using McpProxy.Authentication.Schemes;
using McpProxy.Authentication.Tokens;
using McpProxy.Configuration;
using McpProxy.Configuration.Binding;
using McpProxy.Signatures;

namespace McpProxy.Authentication.Compilation;

/// <summary>Compiles schemes of kind Jwt.</summary>
internal sealed class JwtCompiler(KeySources sources, TimeProvider time)
{
    private const int MinSharedKeyBytes = 32;

    private static readonly string[] PublicPreset = ["RS256", "ES256"];
    private static readonly string[] SharedPreset = ["HS256"];
    private static readonly TimeSpan DefaultSkew = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(30);

    /// <returns>The scheme; of no use when there were mistakes.</returns>
    public JwtScheme Compile(string name, AuthenticationSchemeConfig config, CallerFactory callers, string path, PublicAddress address, ConfigErrors errors)
    {
        var keys = Keys(config, path, errors);
        if (config.Authority is null && string.IsNullOrEmpty(config.Issuer))
        {
            errors.Add(ConfigErrorCodes.Missing, $"{path}:Issuer", "The scheme does not say whose tokens it takes.", "Set Issuer to the value of 'iss' in them, or Authority.");
        }

        if (config.Audience is not { Count: > 0 } && address.Resource is null)
        {
            errors.Add(ConfigErrorCodes.Missing, $"{path}:Audience", "The scheme does not say for whom its tokens are made, so that it would take those made for others.",
                $"Set {AccessCompiler.Path}:PublicOrigin, and let clients ask for tokens for {{PublicOrigin}}{address.McpPath}; or set Audience.");
        }

        var skew = config.ClockSkew ?? DefaultSkew;
        var rules = new TokenRules
        {
            Issuer = string.IsNullOrEmpty(config.Issuer) ? null : config.Issuer,
            Audiences = (config.Audience ?? []).ToFrozenSet(StringComparer.Ordinal),
            Resource = address.Resource ?? "",
            Algorithms = Algorithms(config, path, errors),
            ClockSkew = skew,
            PrincipalClaim = config.PrincipalClaim,
            TenantClaim = config.TenantClaim,
            ScopeClaims = config.ScopeClaims is { Count: > 0 } claims ? [.. claims] : ["scope", "scp"],
            RequiredClaims = (config.RequiredClaims ?? new Dictionary<string, IReadOnlyList<string>>())
                .ToFrozenDictionary(c => c.Key, c => c.Value.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal),
        };
        return new JwtScheme(name, new TokenReader(rules, keys, callers, time), skew, time);
    }

    private IKeySource Keys(AuthenticationSchemeConfig config, string path, ConfigErrors errors)
    {
        (string Key, bool IsSet)[] possible =
        [
            ("Authority", config.Authority is not null), ("JwksUrl", config.JwksUrl is not null),
            ("PublicKeys", config.PublicKeys is { Count: > 0 }), ("SigningKeys", config.SigningKeys is { Count: > 0 }),
        ];
        string[] given = [.. possible.Where(s => s.IsSet).Select(s => s.Key)];
        if (given.Length != 1)
        {
            errors.Add(given.Length == 0 ? ConfigErrorCodes.Missing : ConfigErrorCodes.InvalidValue, path,
                given.Length == 0 ? "The scheme does not say where the keys are that sign its tokens." : $"The scheme has {string.Join(" and ", given)}.",
                "Write one of Authority, JwksUrl, PublicKeys and SigningKeys; make a scheme of its own for each issuer.");
        }

        var interval = config.KeyRefreshInterval ?? DefaultInterval;
        if (config.Authority is { } authority)
        {
            AuthenticationChecks.CheckServer(authority, $"{path}:Authority", errors);
            return sources.Get(authority, isIssuer: true, string.IsNullOrEmpty(config.Issuer) ? null : config.Issuer, interval);
        }

        if (config.JwksUrl is { } url)
        {
            if (!AuthenticationChecks.IsSecure(url))
            {
                errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:JwksUrl", $"'{url.GetLeftPart(UriPartial.Path)}' is not an https URL.", "Keys that somebody between can change prove nothing; http only for a loopback name.");
            }

            return sources.Get(url, isIssuer: false, issuer: null, interval);
        }

        return new FixedKeys(new KeySet(null, config.PublicKeys is { } keys ? [.. PublicKeyReader.Read(keys, $"{path}:PublicKeys", errors)] : [.. Shared(config.SigningKeys ?? [], $"{path}:SigningKeys", errors)]));
    }

    private static IEnumerable<SigningKey> Shared(IReadOnlyList<Secret> secrets, string path, ConfigErrors errors)
    {
        for (var i = 0; i < secrets.Count; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(secrets[i].HasValue ? secrets[i].Reveal() : "");
            if (bytes.Length < MinSharedKeyBytes)
            {
                errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:{i}", $"The secret has fewer than {MinSharedKeyBytes} bytes (RFC 7518, section 3.2).", "Make one with: openssl rand -base64 32");
            }
            else
            {
                yield return SigningKey.Shared(bytes);
            }
        }
    }

    /// <summary>Each kind of key has its own algorithms: a public key must never be used as a shared secret.</summary>
    private static FrozenSet<string> Algorithms(AuthenticationSchemeConfig config, string path, ConfigErrors errors)
    {
        var isShared = config.SigningKeys is { Count: > 0 };
        string[] possible = [.. SignatureAlgorithm.Names.Where(n => SignatureAlgorithm.Find(n)!.Kind == SigningKeyKind.Shared == isShared)];
        var algorithms = config.Algorithms is { Count: > 0 } given ? given : isShared ? SharedPreset : PublicPreset;
        for (var i = 0; i < algorithms.Count; i++)
        {
            if (!possible.Contains(algorithms[i], StringComparer.Ordinal))
            {
                errors.Add(ConfigErrorCodes.UnknownName, $"{path}:Algorithms:{i}", $"'{algorithms[i]}' is not an algorithm for {(isShared ? "SigningKeys" : "public keys")}.", UnknownKey.Suggest(algorithms[i], possible));
            }
        }

        return algorithms.ToFrozenSet(StringComparer.Ordinal);
    }
}
