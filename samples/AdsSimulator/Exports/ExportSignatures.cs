using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AdsSimulator.Exports;

/// <summary>Signs the addresses of files, so that they work for a while and for one file only.</summary>
internal sealed class ExportSignatures(SimulatorOptions options)
{
    private const string ExpiresName = "X-Sim-Expires";

    private const string SignatureName = "X-Sim-Signature";

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>The query of a signed address.</summary>
    public string Sign(string id, DateTimeOffset end) => $"?{ExpiresName}={Text(end.ToUnixTimeSeconds())}&{SignatureName}={SignatureOf(id, end.ToUnixTimeSeconds())}";

    /// <summary>Whether a request has no signature, or a good one.</summary>
    public bool Accepts(HttpRequest request, string id)
    {
        if (request.Query[SignatureName] is not [{ } signature])
        {
            return true;
        }

        return long.TryParse(request.Query[ExpiresName], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds > options.TimeProvider.GetUtcNow().ToUnixTimeSeconds()
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(SignatureOf(id, seconds)));
    }

    private string SignatureOf(string id, long end) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{id}\n{Text(end)}")));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
