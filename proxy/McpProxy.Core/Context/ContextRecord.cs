using System.Text.Json;
using System.Text.Json.Serialization;

namespace McpProxy.Context;

/// <summary>A <see cref="CallContext"/> as handles and the state store keep it.</summary>
internal sealed record ContextRecord
{
    [JsonPropertyName("i")]
    public string? Identity { get; init; }

    [JsonPropertyName("r")]
    public string? Region { get; init; }

    [JsonPropertyName("p")]
    public Dictionary<string, string>? Profiles { get; init; }

    [JsonPropertyName("c")]
    public Dictionary<string, string>? Countries { get; init; }

    [JsonPropertyName("g")]
    public IReadOnlyList<string>? EnabledGroups { get; init; }

    [JsonPropertyName("t")]
    public IReadOnlyList<string>? EnabledTools { get; init; }

    [JsonPropertyName("f")]
    public string? Fingerprint { get; init; }

    /// <summary>Digests of credentials in headers, by header.</summary>
    [JsonPropertyName("h")]
    public Dictionary<string, string>? Headers { get; init; }

    /// <summary><see cref="ExchangeCaller.Key"/> of whoever chose it. Not in handles: it is part of what seals them.</summary>
    [JsonPropertyName("k")]
    public string? Caller { get; init; }

    public static ContextRecord Of(CallContext context, string? caller = null) => new()
    {
        Identity = context.Identity,
        Region = context.Region,
        Profiles = context.Profiles.Count == 0 ? null : new(context.Profiles, StringComparer.Ordinal),
        Countries = context.Countries.Count == 0 ? null : new(context.Countries, StringComparer.Ordinal),
        EnabledGroups = context.EnabledGroups.Count == 0 ? null : context.EnabledGroups,
        EnabledTools = context.EnabledTools.Count == 0 ? null : context.EnabledTools,
        Fingerprint = context.CredentialFingerprint.Length == 0 ? null : context.CredentialFingerprint,
        Headers = context.HeaderFingerprints is null ? null : new(context.HeaderFingerprints, StringComparer.OrdinalIgnoreCase),
        Caller = caller,
    };

    /// <summary>Reads a record.</summary>
    /// <returns>Null when another version of the proxy has written what this one does not know.</returns>
    public static ContextRecord? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ContextJson.Default.ContextRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, ContextJson.Default.ContextRecord);

    public CallContext ToContext() => new()
    {
        Identity = Identity,
        Region = Region,
        Profiles = Profiles ?? CallContext.Empty.Profiles,
        Countries = Countries ?? CallContext.Empty.Countries,
        EnabledGroups = EnabledGroups ?? [],
        EnabledTools = EnabledTools ?? [],
        CredentialFingerprint = Fingerprint ?? "",
        HeaderFingerprints = Headers,
    };
}
