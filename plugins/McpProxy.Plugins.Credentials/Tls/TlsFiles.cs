using System.Security.Cryptography;
using System.Text;

namespace McpProxy.Plugins.Credentials.Tls;

/// <summary>What the references of <see cref="TlsOptions"/> lead to at one moment, unparsed.</summary>
internal sealed class TlsFiles
{
    private const string FileScheme = "file:";
    private const string VariableScheme = "env:";
    private const int MaxBytes = 1 << 20;

    private TlsFiles(byte[]? certificate, byte[]? key, IReadOnlyList<byte[]> authorities)
    {
        (Certificate, Key, Authorities) = (certificate, key, authorities);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in new[] { certificate, key }.Concat(authorities))
        {
            digest.AppendData(BitConverter.GetBytes(part?.Length ?? -1));
            digest.AppendData(part ?? []);
        }

        Digest = Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    public byte[]? Certificate { get; }

    public byte[]? Key { get; }

    public IReadOnlyList<byte[]> Authorities { get; }

    /// <summary>Changes with the content.</summary>
    public string Digest { get; }

    /// <param name="options">The references.</param>
    /// <param name="report">Takes each mistake: its key and what is wrong.</param>
    /// <returns>Null when one cannot be read.</returns>
    public static TlsFiles? Read(TlsOptions options, Action<string, string> report)
    {
        var failed = false;
        byte[]? Of(string? reference, string key)
        {
            if (reference is null)
            {
                return null;
            }

            var (bytes, problem) = Read(reference);
            if (problem is not null)
            {
                failed = true;
                report(key, problem);
            }

            return bytes;
        }

        var files = new TlsFiles(
            Of(options.Certificate, nameof(options.Certificate)),
            Of(options.CertificateKey, nameof(options.CertificateKey)),
            [.. options.CertificateAuthorities.Select((a, i) => Of(a, $"{nameof(options.CertificateAuthorities)}:{i}") ?? [])]);
        return failed ? null : files;
    }

    private static (byte[]? Bytes, string? Problem) Read(string reference)
    {
        if (reference.StartsWith(VariableScheme, StringComparison.Ordinal))
        {
            var name = reference[VariableScheme.Length..];
            return name.Length > 0 && Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
                ? (BytesOf(value), null)
                : (null, $"The environment variable '{name}' is not set.");
        }

        return reference.StartsWith(FileScheme, StringComparison.Ordinal)
            ? ReadFile(reference[FileScheme.Length..])
            : (null, "It is neither env:NAME nor file:/path.");
    }

    /// <summary>A variable has PEM text, or a PFX in base64.</summary>
    private static byte[] BytesOf(string value)
    {
        var bytes = new byte[value.Length];
        return !value.Contains("-----BEGIN", StringComparison.Ordinal) && Convert.TryFromBase64String(value, bytes, out var length)
            ? bytes[..length]
            : Encoding.UTF8.GetBytes(value);
    }

    private static (byte[]? Bytes, string? Problem) ReadFile(string path)
    {
        if (!Path.IsPathFullyQualified(path))
        {
            return (null, $"The file '{path}' is not an absolute path.");
        }

        try
        {
            return new FileInfo(path) is { Exists: true, Length: > MaxBytes }
                ? (null, $"The file '{path}' is larger than {MaxBytes} bytes.")
                : (File.ReadAllBytes(path), null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, $"The file '{path}' does not exist.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"The file '{path}' cannot be read ({e.GetType().Name}).");
        }
    }
}
