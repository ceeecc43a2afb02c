using System.Collections.Frozen;
using System.Security.Claims;
using System.Text;
using System.Text.RegularExpressions;
using McpProxy.Authentication.Challenges;
using McpProxy.Authentication.Schemes;
using McpProxy.Configuration;
using McpProxy.Credentials;

namespace McpProxy.Authentication.Compilation;

/// <summary>Compiles one scheme.</summary>
internal sealed class SchemeCompiler(JwtCompiler jwt, TimeProvider time)
{
    private const int MinKeyLength = 16;
    private const int MinPrefixLength = 3;
    private const int MinProxySecretLength = 32;
    private const int DefaultMinTokenLength = 21;
    private const string HashPrefix = "sha256:";

    private static readonly TimeSpan DefaultProxySkew = TimeSpan.FromMinutes(5);

    /// <returns>The scheme; null when there were mistakes.</returns>
    public CallerScheme? Compile(string name, AuthenticationSchemeConfig config, string path, PublicAddress address, bool isProduction, ConfigErrors errors)
    {
        if (config.Kind is not { } kind)
        {
            if (!errors.Any(e => e.Path == $"{path}:Kind"))
            {
                errors.Add(ConfigErrorCodes.Missing, $"{path}:Kind", "The scheme does not say what kind it is.", $"Write one of {string.Join(", ", Enum.GetNames<AuthenticationKind>())}.");
            }

            return null;
        }

        var before = errors.Count;
        SchemeKeys.Check(config, kind, path, errors);
        for (var i = 0; i < config.Scopes.Count; i++)
        {
            AuthenticationChecks.CheckScope(config.Scopes[i], $"{path}:Scopes:{i}", errors);
        }

        var callers = new CallerFactory(name, config.Tenant, config.Scopes);
        CallerScheme? scheme = kind switch
        {
            AuthenticationKind.ApiKey => ApiKeys(name, config, callers, path, errors),
            AuthenticationKind.PartnerToken => PartnerToken(name, config, callers, path, errors),
            AuthenticationKind.TrustedProxy => TrustedProxy(name, config, callers, path, errors),
            AuthenticationKind.None => Local(name, callers, path, isProduction, errors),
            _ => jwt.Compile(name, config, callers, path, address, errors),
        };
        return errors.Count > before ? null : scheme;
    }

    private ApiKeyScheme ApiKeys(string name, AuthenticationSchemeConfig config, CallerFactory callers, string path, ConfigErrors errors)
    {
        if (config.Keys is not { Count: > 0 })
        {
            errors.Add(ConfigErrorCodes.Missing, $"{path}:Keys", "There is no key.", "Add one: \"Keys\": { \"ci\": { \"Hash\": \"sha256:…\" } }.");
        }

        var keys = new Dictionary<CredentialDigest, AuthenticatedCaller>();
        foreach (var (caller, key) in config.Keys ?? new Dictionary<string, ApiKeyConfig>())
        {
            for (var i = 0; i < key.Scopes.Count; i++)
            {
                AuthenticationChecks.CheckScope(key.Scopes[i], $"{path}:Keys:{caller}:Scopes:{i}", errors);
            }

            if (DigestOf(key, $"{path}:Keys:{caller}", errors) is { } digest && !keys.TryAdd(digest, CallerOf(caller, key, callers)))
            {
                errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:Keys:{caller}", $"'{keys[digest].Name}' has the same key.", "Give every caller a key of its own.");
            }
        }

        if (config.KeyPrefix is { Length: < MinPrefixLength })
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:KeyPrefix", $"The prefix has fewer than {MinPrefixLength} characters: tokens of partners could begin with it.", "Write what all keys begin with, or remove it.");
        }

        return new ApiKeyScheme(name, HeadersOf(config, ["X-API-Key", "Authorization"], path, errors), keys.ToFrozenDictionary(), config.KeyPrefix, time);
    }

    private static AuthenticatedCaller CallerOf(string name, ApiKeyConfig key, CallerFactory callers) => callers.Create(name, CallerTraits.None with
    {
        Tenant = key.Tenant,
        Scopes = key.Scopes,
        Claims = [.. key.Claims.Select(c => new Claim(c.Key, c.Value))],
        Expires = key.ExpiresAt,
    });

    private static CredentialDigest? DigestOf(ApiKeyConfig key, string path, ConfigErrors errors)
    {
        if (key.Hash is null && !key.Secret.HasValue && errors.Any(e => e.Path == $"{path}:Secret"))
        {
            return null; // There is one that could not be read.
        }

        if (key.Hash is not null == key.Secret.HasValue)
        {
            errors.Add(ConfigErrorCodes.Missing, path, key.Hash is null ? "The key has neither a Hash nor a Secret." : "The key has both a Hash and a Secret.", "Write one of them; 'mcpproxy keys hash' prints the hash of a key.");
        }
        else if (key.Hash is { } hash)
        {
            if (hash.StartsWith(HashPrefix, StringComparison.OrdinalIgnoreCase) && CredentialDigest.TryParse(hash.AsSpan(HashPrefix.Length), out var digest))
            {
                return digest;
            }

            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:Hash", "The hash is not 'sha256:' and 64 hexadecimal digits.", "'mcpproxy keys hash' prints the hash of a key.");
        }
        else if (key.Secret.Reveal().Length >= MinKeyLength)
        {
            return CredentialDigest.Of(key.Secret.Reveal());
        }
        else
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:Secret", $"The key has fewer than {MinKeyLength} characters.", "Make one with: openssl rand -base64 32");
        }

        return null;
    }

    private static PartnerTokenScheme PartnerToken(string name, AuthenticationSchemeConfig config, CallerFactory callers, string path, ConfigErrors errors)
    {
        Regex? form = null;
        try
        {
            form = config.Pattern is null ? null : new Regex($"^(?:{config.Pattern})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:Pattern", $"'{config.Pattern}' is not a regular expression that can be used here: {e.Message}", "Lookarounds and backreferences are not supported.");
        }

        return new PartnerTokenScheme(name, HeadersOf(config, ["Authorization"], path, errors), form, config.MinLength ?? DefaultMinTokenLength, callers);
    }

    private TrustedProxyScheme TrustedProxy(string name, AuthenticationSchemeConfig config, CallerFactory callers, string path, ConfigErrors errors)
    {
        var secret = config.Secret.HasValue ? config.Secret.Reveal() : "";
        if (secret.Length < MinProxySecretLength && !errors.Any(e => e.Path == $"{path}:Secret"))
        {
            var problem = config.Secret.HasValue ? $"The secret has fewer than {MinProxySecretLength} characters." : "The secret is missing.";
            errors.Add(config.Secret.HasValue ? ConfigErrorCodes.InvalidValue : ConfigErrorCodes.Missing, $"{path}:Secret", problem, "Make one with 'openssl rand -base64 32', give it to both proxies, and write env:NAME or file:/path here.");
        }

        CheckHeader(config.CallerHeader, $"{path}:CallerHeader", errors);
        CheckHeader(config.TenantHeader, $"{path}:TenantHeader", errors);
        return new TrustedProxyScheme(name, Encoding.UTF8.GetBytes(secret), config.CallerHeader ?? "X-MCP-Caller", config.TenantHeader, config.ClockSkew ?? DefaultProxySkew, callers, time);
    }

    private static LocalScheme Local(string name, CallerFactory callers, string path, bool isProduction, ConfigErrors errors)
    {
        if (isProduction)
        {
            errors.Add(ConfigErrorCodes.OpenInProduction, $"{path}:Kind", "Callers without a credential are not let in in the Production environment.", "Remove the scheme, or set DOTNET_ENVIRONMENT=Development while you develop.");
        }

        return new LocalScheme(name, callers);
    }

    private static IReadOnlyList<string> HeadersOf(AuthenticationSchemeConfig config, string[] preset, string path, ConfigErrors errors)
    {
        if (config.Headers is not { Count: > 0 } headers)
        {
            return preset;
        }

        for (var i = 0; i < headers.Count; i++)
        {
            CheckHeader(headers[i], $"{path}:Headers:{i}", errors);
        }

        return headers;
    }

    private static void CheckHeader(string? name, string path, ConfigErrors errors)
    {
        if (name is not null && (!HeaderRules.IsName(name) || HeaderRules.IsReserved(name) || name.Equals("Cookie", StringComparison.OrdinalIgnoreCase)))
        {
            errors.Add(ConfigErrorCodes.InvalidValue, path, $"'{name}' is not a header that can hold a credential.", "Write e.g. 'X-API-Key' or 'Authorization'.");
        }
    }
}
