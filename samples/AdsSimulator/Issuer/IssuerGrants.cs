using System.Text.Json.Nodes;
using AdsSimulator.OAuth;

namespace AdsSimulator.Issuer;

/// <summary>The token endpoint's grants: client credentials (RFC 6749), token exchange (RFC 8693), and none at all.</summary>
internal static class IssuerGrants
{
    private const string AccessTokenType = "urn:ietf:params:oauth:token-type:access_token";
    private const string JwtType = "urn:ietf:params:oauth:token-type:jwt";

    /// <exception cref="OAuthException">No token is granted.</exception>
    public static JsonObject Grant(IssuerServer issuer, OAuthForm form)
    {
        if (issuer.Settings.Current.RefuseGrants)
        {
            throw new OAuthException("invalid_grant", "Every grant is refused at the moment.");
        }

        return form["grant_type"] switch
        {
            "client_credentials" => ClientCredentials(issuer, form),
            "urn:ietf:params:oauth:grant-type:token-exchange" => Exchange(issuer, form),
            null => throw new OAuthException("invalid_request", "grant_type is missing."),
            _ => throw new OAuthException("unsupported_grant_type", "Only client_credentials and token exchange are supported."),
        };
    }

    /// <summary>A token for a credential that is sent alone; null when it is refused.</summary>
    public static JsonObject? Grant(IssuerServer issuer, string? credential)
    {
        var settings = issuer.Settings.Current;
        if (settings.RefuseGrants || SubjectOf(issuer, credential) is not { } subject)
        {
            return null;
        }

        var token = issuer.Mint(Claims(settings, new() { ["sub"] = subject }));
        return new() { ["token"] = token, ["expires_at"] = issuer.Now.AddSeconds(settings.TokenSeconds).ToUnixTimeSeconds() };
    }

    private static JsonObject ClientCredentials(IssuerServer issuer, OAuthForm form)
    {
        var client = issuer.FindClient(form.ClientId);
        return client?.ClientSecret is { } secret && secret == form.ClientSecret
            ? Answer(issuer, form, client.ClientId)
            : throw new OAuthException("invalid_client", "The client is not known, or its secret is wrong.");
    }

    private static JsonObject Exchange(IssuerServer issuer, OAuthForm form)
    {
        if (form.ClientId is not null && (issuer.FindClient(form.ClientId) is not { } client || client.ClientSecret != form.ClientSecret))
        {
            throw new OAuthException("invalid_client", "The client is not known, or its secret is wrong.");
        }

        var requested = form["requested_token_type"] ?? AccessTokenType;
        if (form["subject_token_type"] is null || requested is not (AccessTokenType or JwtType))
        {
            throw new OAuthException("invalid_request", $"subject_token_type is needed, and requested_token_type can be {AccessTokenType} or {JwtType}.");
        }

        // RFC 8693, section 2.2.2: a token that cannot be used is an invalid request.
        var subject = SubjectOf(issuer, form["subject_token"]) ?? throw new OAuthException("invalid_request", "The subject_token is not valid.");
        var answer = Answer(issuer, form, subject);
        answer["issued_token_type"] = requested;
        return answer;
    }

    private static JsonObject Answer(IssuerServer issuer, OAuthForm form, string subject)
    {
        var settings = issuer.Settings.Current;
        var claims = new JsonObject { ["sub"] = subject };
        Add(claims, "client_id", form.ClientId);
        Add(claims, "aud", form["audience"] ?? form["resource"]);
        Add(claims, "scope", form["scope"]);
        var answer = new JsonObject { ["access_token"] = issuer.Mint(Claims(settings, claims)), ["token_type"] = "Bearer", ["expires_in"] = settings.TokenSeconds };
        Add(answer, "scope", form["scope"]);
        return answer;
    }

    private static JsonObject Claims(IssuerSettings settings, JsonObject claims)
    {
        foreach (var (name, value) in settings.ExtraClaims ?? new Dictionary<string, string>())
        {
            claims[name] = value;
        }

        return claims;
    }

    private static void Add(JsonObject target, string name, string? value)
    {
        if (value is not null)
        {
            target[name] = value;
        }
    }

    /// <summary>Whose credential it is: <c>key:secret</c>, <c>sk_key_secret</c>, or a JWT of this issuer that has not ended.</summary>
    private static string? SubjectOf(IssuerServer issuer, string? credential) => credential switch
    {
        null => null,
        _ when credential.Split(':') is [{ Length: > 0 } key, { Length: > 0 }] => key,
        _ when credential.Split('_') is ["sk", { Length: > 0 } key, { Length: > 0 }] => key,
        _ => issuer.SubjectOf(credential),
    };
}
