using System.Security.Cryptography;
using McpProxy.Configuration;
using McpProxy.Signatures;

namespace McpProxy.Authentication.Compilation;

/// <summary>Reads the public keys of the configuration: PEM text, or files of it.</summary>
internal static class PublicKeyReader
{
    private const string FileScheme = "file:";
    private const string Hint = "Write PEM text that begins with '-----BEGIN PUBLIC KEY-----' or '-----BEGIN CERTIFICATE-----', or file:/path to it.";
    private const int MaxFileBytes = 64 * 1024;

    /// <summary>Reads the keys. A single one is used whatever a token calls it.</summary>
    public static IEnumerable<SigningKey> Read(IReadOnlyDictionary<string, string> keys, string path, ConfigErrors errors)
    {
        foreach (var (id, text) in keys)
        {
            if (Read(keys.Count == 1 ? null : id, text, $"{path}:{id}", errors) is { } key)
            {
                yield return key;
            }
        }
    }

    private static SigningKey? Read(string? id, string text, string path, ConfigErrors errors)
    {
        try
        {
            return PublicKeyPem.Read(id, text.StartsWith(FileScheme, StringComparison.Ordinal) ? ReadFile(text[FileScheme.Length..]) : text);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            errors.Add(ConfigErrorCodes.InvalidValue, path, $"The public key cannot be read: {OneLine.Of(e.Message)}", Hint);
            return null;
        }
    }

    private static string ReadFile(string file)
    {
        if (!Path.IsPathFullyQualified(file))
        {
            throw new IOException($"'{file}' is not an absolute path.");
        }

        return new FileInfo(file) is { Exists: true, Length: > MaxFileBytes } ? throw new IOException($"'{file}' is larger than {MaxFileBytes} bytes.") : File.ReadAllText(file);
    }
}
