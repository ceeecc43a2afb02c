using McpProxy.Plugins.Credentials.OAuth.Flows;
using McpProxy.Plugins.Credentials.OAuth.Tokens;
using McpProxy.Plugins.Credentials.OAuth.Vault;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace McpProxy.Plugins.Credentials.OAuth.Endpoints;

/// <summary>Where people come back to (RFC 6749, section 4.1.2). Whoever holds a genuine state is taken for the person: it is random, signed, and works once.</summary>
internal sealed class CallbackEndpoint(AuthorizationFlows flows, FlowStates states, ILogger<CallbackEndpoint> logger)
{
    private const string SessionHeader = "Mcp-Session-Id";

    /// <param name="context">The request.</param>
    /// <param name="provider">The provider that the path names; null when it names none.</param>
    public async Task RunAsync(HttpContext context, string? provider)
    {
        CallbackPage page;
        try
        {
            page = await AnswerAsync(context, provider);
        }
        catch (StateException e)
        {
            Log.CallbackRefused(logger, e.Message);
            page = CallbackPage.Refused;
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested)
        {
            Log.StorageFailed(logger, e);
            page = CallbackPage.Failed;
        }

        await page.WriteAsync(context);
    }

    private async Task<CallbackPage> AnswerAsync(HttpContext context, string? provider)
    {
        var query = context.Request.Query;
        if (!TryRead(query, "state", out var state) || !TryRead(query, "code", out var code) || !TryRead(query, "error", out var error) || !TryRead(query, "iss", out var issuer))
        {
            return CallbackPage.BadRequest;
        }

        if (error is not null)
        {
            return await DenyAsync(context, provider, state, error);
        }

        if (state is null || code is null)
        {
            return CallbackPage.BadRequest;
        }

        var flow = await FindAsync(context, provider, state);
        if (!flow.Provider.IsIssuer(issuer))
        {
            throw new StateException("Issuer mismatch");
        }

        // From here on the person's browser may go away: the code works once, and so does the state.
        await states.UseAsync(flow.State, CancellationToken.None);
        if (!await flow.Provider.ReturnAsync(flow.State))
        {
            throw new StateException("Flow cleared");
        }

        return await TradeAsync(flow.Provider, flow.State, code);
    }

    private async Task<CallbackPage> TradeAsync(AuthorizationFlow provider, FlowState state, string code)
    {
        TokenSet tokens;
        try
        {
            tokens = await provider.RedeemAsync(state, code);
        }
        catch (Exception e) when (e is TokenRefusedException or TokenServerException)
        {
            Log.ExchangeFailed(logger, provider.Name, e.Message);
            await provider.FailAsync(state, "The provider did not trade the code for tokens.");
            return CallbackPage.ExchangeFailed;
        }

        if (!await provider.CompleteAsync(state, tokens))
        {
            throw new StateException("Flow cleared");
        }

        Log.Authorized(logger, provider.Name);
        return CallbackPage.Done;
    }

    /// <summary>A refusal ends the flow only if its state is genuine: anybody can send one.</summary>
    private async Task<CallbackPage> DenyAsync(HttpContext context, string? provider, string? state, string error)
    {
        var shown = ErrorCode.IsCode(error) ? error : "(another error)";
        if (state is not null)
        {
            try
            {
                var flow = await FindAsync(context, provider, state);
                await states.UseAsync(flow.State, CancellationToken.None);
                await flow.Provider.FailAsync(flow.State, $"The provider refused: {shown}.");
                Log.ProviderRefused(logger, flow.Provider.Name, shown);
            }
            catch (StateException e)
            {
                Log.CallbackRefused(logger, e.Message);
            }
        }

        return CallbackPage.Denied;
    }

    /// <exception cref="StateException">The state cannot be used by this request.</exception>
    private async Task<(AuthorizationFlow Provider, FlowState State)> FindAsync(HttpContext context, string? provider, string state)
    {
        var found = await states.FindAsync(state, context.RequestAborted);
        var entry = found.Entry;
        if (provider is not null && !provider.Equals(entry.Provider, StringComparison.OrdinalIgnoreCase))
        {
            throw new StateException("Provider mismatch");
        }

        var caller = FlowOwner.Of(context);
        if (!caller.IsAnonymous && (caller.Tenant != entry.Tenant || caller.User != entry.User))
        {
            throw new StateException("Caller mismatch");
        }

        if (entry.Browser is { } browser && BrowserCookie.Find(context.Request, new Uri(entry.RedirectUri))?.IsOf(browser) != true)
        {
            throw new StateException("Browser mismatch");
        }

        if (entry.Session is { } session && context.Request.Headers[SessionHeader] is [{ } current] && current != session)
        {
            throw new StateException("Session mismatch");
        }

        return (flows.Find(entry.Provider) ?? throw new StateException("Provider is not configured any more"), found);
    }

    /// <returns>False when a parameter stands there twice, which RFC 6749 forbids. An empty one counts as missing.</returns>
    private static bool TryRead(IQueryCollection query, string name, out string? value)
    {
        var values = query[name];
        value = values is [{ Length: > 0 } single] ? single : null;
        return values.Count < 2;
    }
}
