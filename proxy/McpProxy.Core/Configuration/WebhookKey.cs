using System.Text;

namespace McpProxy.Configuration;

/// <summary>Keys of webhook signatures, as the Standard Webhooks specification writes them.</summary>
internal static class WebhookKey
{
    /// <summary>A shorter key could be guessed.</summary>
    public const int MinBytes = 16;

    private const string Prefix = "whsec_";

    /// <summary>The bytes of a key: base64 behind <c>whsec_</c>, else the text itself.</summary>
    /// <returns>Null when it is malformed or too short.</returns>
    public static byte[]? Read(Secret secret)
    {
        var text = secret.Reveal();
        byte[] key;
        try
        {
            key = text.StartsWith(Prefix, StringComparison.Ordinal) ? Convert.FromBase64String(text[Prefix.Length..]) : Encoding.UTF8.GetBytes(text);
        }
        catch (FormatException)
        {
            return null;
        }

        return key.Length >= MinBytes ? key : null;
    }
}
