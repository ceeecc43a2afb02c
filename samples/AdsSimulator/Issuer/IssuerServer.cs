using System.Text.Json.Nodes;
using AdsSimulator.Answers;
using AdsSimulator.Control;
using AdsSimulator.OAuth;

namespace AdsSimulator.Issuer;

/// <summary>An OpenID Connect issuer that signs whatever a test wants. Thread-safe. Keys are made at first use.</summary>
public sealed class IssuerServer : IDisposable
{
    internal const string Prefix = "/issuer";

    private readonly Lock _gate = new();
    private readonly List<SigningKey> _keys = [];
    private readonly SimulatorAddress _address;
    private readonly TimeProvider _time;
    private bool _disposed;

    internal IssuerServer(SimulatorOptions options, SimulatorAddress address)
    {
        Settings = new(options.Issuer);
        _address = address;
        _time = options.TimeProvider;
    }

    /// <summary>How it behaves.</summary>
    public Live<IssuerSettings> Settings { get; }

    /// <summary>The application that it knows when the settings name none.</summary>
    public static OAuthClient DefaultClient { get; } = new("simulator", "simulator-secret");

    /// <summary>The issuer identifier, which is also the base of its addresses unless a test changed it.</summary>
    public string Name => Settings.Current.Issuer ?? _address.Of(Prefix);

    /// <summary>Where its keys are.</summary>
    public string KeySetAddress => _address.Of(Prefix + "/.well-known/jwks.json");

    internal DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Signs from now on with new keys.</summary>
    /// <param name="keepOld">Whether the key set still lists the old ones.</param>
    /// <returns>The key id for RS256; that of ES256 begins with <c>es</c> instead of <c>rs</c>.</returns>
    public string RotateKeys(bool keepOld = true)
    {
        lock (_gate)
        {
            _ = Newest();
            foreach (var key in _keys.Where(_ => !keepOld))
            {
                key.Published = false;
            }

            return Add().KidOf("RS256");
        }
    }

    /// <summary>Makes a token.</summary>
    /// <param name="claims">Its claims; <see cref="MintOptions.AddClaims"/> says what is added.</param>
    /// <param name="options">How it is signed.</param>
    /// <exception cref="FormatException">The algorithm or the key to sign with is not known.</exception>
    public string Mint(JsonObject claims, MintOptions? options = null)
    {
        options ??= new();
        var key = FindKey(options.SignWith);
        var header = new JsonObject { ["alg"] = options.Alg, ["typ"] = options.Typ };
        if ((options.Kid ?? key.KidOf(options.Alg)) is { Length: > 0 } kid)
        {
            header["kid"] = kid;
        }

        return JwtWriter.Write(header, options.AddClaims ? Complete(claims) : claims, data =>
        {
            var signature = key.Sign(options.Alg, data);
            if (options.Tamper && signature.Length > 0)
            {
                signature[^1] ^= 1;
            }

            return signature;
        });
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _keys.ForEach(k => k.Dispose());
            _keys.Clear();
        }
    }

    internal OAuthClient? FindClient(string? clientId) => (Settings.Current.Clients ?? [DefaultClient]).FirstOrDefault(c => c.ClientId == clientId);

    /// <summary>The subject of a token of this issuer; null when it is not one, is not signed by a published key, or has ended.</summary>
    internal string? SubjectOf(string jwt)
    {
        lock (_gate)
        {
            return _keys.Where(k => k.Published).Select(k => JwtReader.Read(jwt, k)).FirstOrDefault(c => c is not null) is { } claims
                && claims.TextAt("iss") == Name
                && claims["exp"] is JsonValue exp && exp.TryGetValue(out long seconds) && DateTimeOffset.FromUnixTimeSeconds(seconds) > Now
                    ? claims.TextAt("sub")
                    : null;
        }
    }

    internal JsonObject Metadata() => new()
    {
        ["issuer"] = Name,
        ["jwks_uri"] = KeySetAddress,
        ["token_endpoint"] = _address.Of(Prefix + "/token"),
        ["grant_types_supported"] = new JsonArray("client_credentials", "urn:ietf:params:oauth:grant-type:token-exchange"),
        ["response_types_supported"] = new JsonArray("token"),
        ["subject_types_supported"] = new JsonArray("public"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256", "ES256"),
    };

    internal JsonObject KeySet()
    {
        lock (_gate)
        {
            _ = Newest();
            return new() { ["keys"] = new JsonArray([.. _keys.Where(k => k.Published).SelectMany(k => k.ToJwks())]) };
        }
    }

    private JsonObject Complete(JsonObject claims)
    {
        var settings = Settings.Current;
        var now = Now;
        var all = new JsonObject
        {
            ["iss"] = Name,
            ["aud"] = settings.Audience,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddSeconds(settings.TokenSeconds).ToUnixTimeSeconds(),
        };
        foreach (var (name, value) in claims)
        {
            if (value is null)
            {
                all.Remove(name);
            }
            else
            {
                all[name] = value.DeepClone();
            }
        }

        return all;
    }

    private SigningKey FindKey(string? kid)
    {
        lock (_gate)
        {
            return kid is null ? Newest() : _keys.Find(k => k.Has(kid)) ?? throw new FormatException($"There is no key '{kid}'.");
        }
    }

    private SigningKey Newest() => _keys.Count > 0 ? _keys[^1] : Add();

    private SigningKey Add()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var key = new SigningKey(_keys.Count + 1);
        _keys.Add(key);
        return key;
    }
}
