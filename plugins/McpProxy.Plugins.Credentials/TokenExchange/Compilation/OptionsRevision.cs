using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Plugins.Credentials.TokenExchange.Options;

namespace McpProxy.Plugins.Credentials.TokenExchange.Compilation;

/// <summary>A digest of options, with what secrets stand for: equal for equal options only.</summary>
internal static class OptionsRevision
{
    public static string Of(TokenExchangeOptions options)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(JsonSerializer.SerializeToUtf8Bytes(options));
        foreach (var secret in Secrets(options).Where(s => s.HasValue))
        {
            var bytes = Encoding.UTF8.GetBytes(secret.Reveal());
            digest.AppendData(BitConverter.GetBytes(bytes.Length));
            digest.AppendData(bytes);
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    private static IEnumerable<Secret> Secrets(TokenExchangeOptions options) =>
        options.Secrets.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Value)
            .Append(options.Subject.Secret ?? default)
            .Append(options.Tls?.CertificatePassword ?? default)
            .Concat(options.Steps.OrderBy(s => s.Key, StringComparer.Ordinal).SelectMany(s => new[] { s.Value.Jwt?.Key ?? default, s.Value.Tls?.CertificatePassword ?? default }));
}
