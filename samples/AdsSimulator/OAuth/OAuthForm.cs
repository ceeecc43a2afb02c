using System.Text;
using Microsoft.Extensions.Primitives;

namespace AdsSimulator.OAuth;

/// <summary>The parameters of a token request, and the credentials of its client.</summary>
internal sealed class OAuthForm
{
    private readonly IFormCollection _form;

    private OAuthForm(IFormCollection form, string? clientId, string? clientSecret)
    {
        _form = form;
        ClientId = clientId ?? this["client_id"];
        ClientSecret = clientId is null ? this["client_secret"] : clientSecret;
    }

    public string? ClientId { get; }

    public string? ClientSecret { get; }

    /// <summary>A parameter; null when it is missing or empty, which RFC 6749 section 3.2 treats alike.</summary>
    /// <exception cref="OAuthException">It was sent twice.</exception>
    public string? this[string name] => One(_form[name], name);

    /// <exception cref="OAuthException">The body is no form, or the client's credentials cannot be read.</exception>
    public static async Task<OAuthForm> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            throw new OAuthException("invalid_request", "The body must be a form.");
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (id, secret) = ReadBasic(context.Request.Headers.Authorization);
        return new(form, id, secret);
    }

    /// <exception cref="OAuthException">The parameter was sent twice.</exception>
    public static string? One(StringValues values, string name) => values switch
    {
        [] or [null or ""] => null,
        [var value] => value,
        _ => throw new OAuthException("invalid_request", $"{name} was sent more than once."),
    };

    /// <summary>Client id and secret of a Basic header (RFC 6749, section 2.3.1), else nulls.</summary>
    private static (string? Id, string? Secret) ReadBasic(StringValues authorization)
    {
        const string Scheme = "Basic ";
        if (authorization is not [{ } value] || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return (null, null);
        }

        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value[Scheme.Length..].Trim(), bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [var id, var secret]
                ? (Unescape(id), Unescape(secret))
                : throw new OAuthException("invalid_client", "The Basic credentials cannot be read.");
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
