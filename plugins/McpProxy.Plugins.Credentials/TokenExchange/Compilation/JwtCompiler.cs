using System.Security.Cryptography;
using System.Text;
using McpProxy.Plugins.Credentials.TokenExchange.Jwt;
using McpProxy.Plugins.Credentials.TokenExchange.Options;
using McpProxy.Plugins.Credentials.TokenExchange.Plans;
using McpProxy.Plugins.Credentials.TokenExchange.Templates;
using McpProxy.Plugins.Credentials.TokenServers;
using McpProxy.Signatures;

namespace McpProxy.Plugins.Credentials.TokenExchange.Compilation;

/// <summary>Compiles how a value is read as a JWT.</summary>
internal sealed class JwtCompiler(RequestCompiler requests, NameScope names)
{
    private const int ShortestSecret = 32;

    public JwtPlan? Compile(StepOptions step, string name, Mistakes mistakes)
    {
        if (step.Jwt is not { } options)
        {
            return null;
        }

        if (options.Of.Length > 0 && !step.Read.ContainsKey(options.Of))
        {
            mistakes.At("Of").Unknown($"The step reads no value '{options.Of}'.", "Name one of those under Read.");
        }

        foreach (var claim in options.Claims.Keys.Where(step.Read.ContainsKey))
        {
            mistakes.At("Claims").At(claim).Invalid($"The step has another value '{claim}' already, under Read.");
        }

        foreach (var algorithm in options.Algorithms.Where(a => SignatureAlgorithm.Find(a) is null))
        {
            mistakes.At("Algorithms").Unknown($"'{algorithm}' is not accepted.", $"There are: {string.Join(", ", SignatureAlgorithm.Names)}.");
        }

        var rules = new JwtRules
        {
            Verify = options.Verify,
            Key = options.Verify == JwtVerification.Key ? KeyOf(options, mistakes.At("Key")) : null,
            Algorithms = options.Algorithms,
            Issuer = options.Issuer,
            Audience = options.Audience,
            RequiredClaims = options.RequiredClaims,
        };
        return new JwtPlan(options.Of, rules, Keys(options, name, step, mistakes), options.Claims);
    }

    private RequestPlan? Keys(JwtOptions options, string name, StepOptions step, Mistakes mistakes)
    {
        switch (options.Verify)
        {
            case JwtVerification.None when string.IsNullOrEmpty(options.Issuer):
                mistakes.At("Issuer").Missing("Tokens that are not verified need a named issuer.", "Write whose tokens are believed, or verify them by Jwks or Key.");
                return null;
            case JwtVerification.Jwks when options.JwksUrl is { } url:
                return requests.CompileKeys($"{name} keys", url, step.Timeout, names, mistakes.At("JwksUrl"));
            case JwtVerification.Jwks:
                mistakes.At("JwksUrl").Missing("Tokens are verified with the issuer's keys, but nothing says where these are.", "Write the URL of the JSON Web Key Set.");
                return null;
            default:
                return null;
        }
    }

    private static SigningKey? KeyOf(JwtOptions options, Mistakes mistakes)
    {
        if (options.Key is not { HasValue: true } secret)
        {
            mistakes.Missing("Tokens are verified with a configured key, but there is none.", "Write env:NAME or file:/path.");
            return null;
        }

        var text = secret.Reveal();
        if (text.Contains("-----BEGIN", StringComparison.Ordinal))
        {
            return PublicKey(text, mistakes);
        }

        if (Encoding.UTF8.GetByteCount(text) < ShortestSecret)
        {
            mistakes.Invalid($"The shared secret is shorter than {ShortestSecret} bytes.");
            return null;
        }

        return SigningKey.Shared(Encoding.UTF8.GetBytes(text));
    }

    private static SigningKey? PublicKey(string pem, Mistakes mistakes)
    {
        try
        {
            return PublicKeyPem.Read(null, pem);
        }
        catch (CryptographicException e)
        {
            mistakes.Invalid($"The public key cannot be read: {e.Message}", "Write a public key of RSA (2048 bits or more) or of an elliptic curve, or a certificate around one.");
            return null;
        }
    }
}
