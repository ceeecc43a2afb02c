using McpProxy.Credentials;
using McpProxy.Plugins.Credentials.TokenExchange.Plans;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Plugins.Credentials.TokenExchange.Running;

/// <summary>Finds the credential that is traded, and takes it off the request, so that it goes no further.</summary>
internal sealed class SubjectReader
{
    private const string Scheme = "Bearer ";

    private readonly SubjectPlan _plan;
    private readonly string[] _headers;
    private readonly ExchangeErrors _errors;
    private readonly IAuthorizationFlows? _flows;
    private readonly Subject _own;

    public SubjectReader(SubjectPlan plan, ExchangeErrors errors, IAuthorizationFlows? flows)
    {
        _plan = plan;
        _headers = [.. plan.Headers];
        _errors = errors;
        _flows = flows;
        _own = plan.Secret is { } secret ? Subject.Of(secret.AsMemory(), isCallers: false) : Subject.None;
    }

    /// <summary>Whether <see cref="Read"/> knows all sources.</summary>
    public bool CanReadAtOnce => _plan.OAuth is null;

    /// <exception cref="ProxyErrorException">There is none, and there must be one.</exception>
    public Subject Read(HttpContext context, ProxyExchange exchange)
    {
        var subject = OfCaller(exchange) ?? _own;
        Remove(context);
        return subject.Credential is null && _plan.Required ? throw _errors.NoSubject() : subject;
    }

    /// <exception cref="ProxyErrorException">There is none, and there must be one.</exception>
    public async ValueTask<Subject> ReadAsync(HttpContext context, ProxyExchange exchange)
    {
        if (OfCaller(exchange) is { } subject)
        {
            Remove(context);
            return subject;
        }

        Remove(context);
        if (_flows?.Find(_plan.OAuth!) is not { } flow)
        {
            throw _errors.NoFlow();
        }

        try
        {
            var token = (await flow.GetTokenAsync(context)).AccessToken;
            return Subject.Of(token.AsMemory(), isCallers: false);
        }
        catch (ProxyErrorException) when (_own.Credential is not null)
        {
            return _own;
        }
    }

    private Subject? OfCaller(ProxyExchange exchange)
    {
        // Whoever was let in because of a credential that is yet to be proved must not have another one proved in its place.
        if (_plan.Caller && exchange.Caller is { Credential: { Length: > 0 } own } caller)
        {
            // Authentication has hashed it already.
            return !_plan.Fits(own) ? throw _errors.NoSubject()
                : CredentialDigest.TryParse(caller.CredentialFingerprint, out var digest) ? new(own.AsMemory(), digest, IsCallers: true)
                : OfCaller(own.AsMemory(), exchange);
        }

        if (_plan.AccessToken && exchange.GetAccessToken() is { Length: > 0 } token && _plan.Fits(token))
        {
            return OfCaller(token.AsMemory(), exchange);
        }

        foreach (var name in _headers)
        {
            var credential = Bearer(exchange.GetCallerHeader(name));
            if (!credential.IsEmpty && _plan.Fits(credential.Span))
            {
                return OfCaller(credential, exchange);
            }
        }

        return null;
    }

    private static Subject OfCaller(ReadOnlyMemory<char> credential, ProxyExchange exchange) => new(credential, exchange.DigestOf(credential), IsCallers: true);

    /// <summary>Before anything is copied from it: neither YARP nor a later transform can send on what is not there.</summary>
    private void Remove(HttpContext context)
    {
        var headers = context.Request.Headers;
        foreach (var name in _headers)
        {
            headers.Remove(name);
        }

        if (_plan.Caller || _plan.AccessToken)
        {
            headers.Remove("Authorization");
        }
    }

    private static ReadOnlyMemory<char> Bearer(string? value) =>
        (value is not null && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? value.AsMemory(Scheme.Length) : value.AsMemory()).Trim();
}
