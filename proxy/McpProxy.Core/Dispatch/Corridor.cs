using McpProxy.Authentication;
using McpProxy.Authentication.Policies;
using McpProxy.Configuration;
using McpProxy.Context;
using McpProxy.Forwarding.Regions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Model;

namespace McpProxy.Dispatch;

/// <summary>
/// The part of the corridor that lies before YARP's own pipeline, wrapped around the delegate of every proxied endpoint, so
/// that whoever runs the endpoint, HTTP routing or a tool call, runs the same instances:
/// <code>
/// exchange ─► authorization ─► rate limiter ─► timeouts ─► preparations ─► YARP (affinity, load balancing, health, transforms, forwarder)
///                                                      (the first finds the context of the call)
///    ◄── failures become problem details (HTTP door) ◄──
/// </code>
/// </summary>
internal sealed class Corridor
{
    /// <summary>Route metadata: <c>true</c> sends the credential of an authorized HTTP caller on to the upstream.</summary>
    private const string ForwardAuthorization = "McpProxy.ForwardAuthorization";

    private readonly LiveConfig _config;
    private readonly CallerAuthorization _callers;
    private readonly ExchangeWatch _watch;
    private readonly ExchangePreparations _preparations;
    private readonly ContextResolution _contexts;
    private readonly RegionRouters _regions;
    private readonly RequestDelegate _runFromHttp;
    private readonly bool _authorizeAll;
    private readonly bool _limitAll;
    private readonly bool _timeAll;
    private RequestDelegate? _limited;
    private RequestDelegate? _timed;

    public Corridor(LiveConfig config, CallerAuthorization callers, ExchangeWatch watch, ExchangePreparations preparations, ContextResolution contexts, RegionRouters regions, IOptions<AuthorizationOptions> authorization, IOptions<RateLimiterOptions> limiter, IOptions<RequestTimeoutOptions> timeouts)
    {
        _config = config;
        _callers = callers;
        _watch = watch;
        _preparations = preparations;
        _contexts = contexts;
        _regions = regions;
        _runFromHttp = RunFromHttpAsync;
        _authorizeAll = authorization.Value.FallbackPolicy is not null;
        _limitAll = limiter.Value.GlobalLimiter is not null;
        _timeAll = timeouts.Value.DefaultPolicy is not null;
    }

    /// <summary>Wraps every endpoint that YARP makes, now and after reloads.</summary>
    public void Attach(IEndpointRouteBuilder endpoints, ReverseProxyConventionBuilder proxied)
    {
        _timed = Build(endpoints, app => app.UseRequestTimeouts(), RunProxyInTimeAsync);
        _limited = Build(endpoints, app => app.UseRateLimiter(), RunTimedAsync);
        proxied.Add(builder =>
        {
            builder.Metadata.Add(PlanFor(builder.Metadata, builder.RequestDelegate!)); // YARP sets it before conventions run
            builder.RequestDelegate = EnterAsync;
        });
    }

    /// <summary>Makes an endpoint that is no route's: calls of it run down the same corridor to another end.</summary>
    /// <param name="name">What it is called in logs of the host.</param>
    /// <param name="enter">Begins a call; goes on with <see cref="EnterAsync"/>.</param>
    /// <param name="target">The end of the corridor.</param>
    public Endpoint CreateEndpoint(string name, RequestDelegate enter, RequestDelegate target) =>
        new(enter, new EndpointMetadataCollection(PlanFor([], target) with { Context = ContextDefaults.Of(route: null) }), name);

    /// <summary>Makes an endpoint that is no route's and has no context of calls: HTTP callers and calls run down the same corridor to it.</summary>
    /// <param name="name">What it is called in logs of the host.</param>
    /// <param name="target">The end of the corridor.</param>
    public Endpoint CreateEndpoint(string name, RequestDelegate target) => new(EnterAsync, new EndpointMetadataCollection(PlanFor([], target)), name);

    /// <summary>Makes an endpoint like a route's where the corridor ends before the upstream: it shows what a call of the route would run in.</summary>
    public Endpoint CreateRehearsal(Endpoint route)
    {
        var plan = route.Metadata.GetRequiredMetadata<CorridorPlan>();
        var rehearsal = plan with { Target = EndHereAsync, Context = plan.Context ?? ContextDefaults.Of(route.Metadata.GetMetadata<RouteModel>()?.Config) };
        return new Endpoint(EnterAsync, new EndpointMetadataCollection([.. route.Metadata, rehearsal]), route.DisplayName);
    }

    private static Task EndHereAsync(HttpContext context)
    {
        if (ProxyExchange.Get(context) is { } exchange)
        {
            PlanOf(context).Regions?.Resolve(context, exchange); // as the first step of YARP's pipeline would
        }

        return Task.CompletedTask;
    }

    /// <summary>Runs an exchange whose endpoint leads through the corridor.</summary>
    public Task EnterAsync(HttpContext context) =>
        context.Features[typeof(IHttpRequestFeature)] is CorridorRequest request ? EnterFromMcpAsync(context, request) : EnterFromHttpAsync(context);

    private static RequestDelegate Build(IEndpointRouteBuilder endpoints, Action<IApplicationBuilder> configure, RequestDelegate next)
    {
        var app = endpoints.CreateApplicationBuilder();
        configure(app);
        app.Run(next);
        return app.Build();
    }

    private CorridorPlan PlanFor(IList<object> metadata, RequestDelegate target)
    {
        var model = metadata.OfType<RouteModel>().FirstOrDefault();
        var route = model?.Config;
        var preparations = route is null ? [] : _preparations.Of(route);
        var regions = model?.Cluster is { } cluster ? _regions.Of(cluster.Model.Config) : null;
        return new CorridorPlan(
            route?.RouteId ?? "",
            _authorizeAll || metadata.OfType<IAuthorizeData>().Any() || metadata.OfType<AuthorizationPolicy>().Any(),
            _limitAll || metadata.OfType<EnableRateLimitingAttribute>().Any(),
            _timeAll || metadata.OfType<RequestTimeoutAttribute>().Any() || metadata.OfType<RequestTimeoutPolicy>().Any(),
            route?.Metadata?.GetValueOrDefault(ForwardAuthorization) is { } value && bool.TryParse(value, out var keep) && keep,
            preparations,
            target)
        {
            Policy = PolicyOf(metadata),
            Context = preparations.IsEmpty && regions is null ? null : ContextDefaults.Of(route),
            Regions = regions,
        };
    }

    private static string? PolicyOf(IList<object> metadata)
    {
        if (metadata.OfType<IAllowAnonymous>().Any())
        {
            return AccessModel.AnonymousName;
        }

        // A policy of the host's own code, which its middleware has applied, is not to be met beside ours.
        return metadata.OfType<RouteModel>().FirstOrDefault()?.Config.Metadata?.GetValueOrDefault(CorridorPlan.PolicyKey)
            ?? (metadata.OfType<IAuthorizeData>().Any(a => a.Policy is not null) ? AccessModel.AnonymousName : null);
    }

    private Task EnterFromMcpAsync(HttpContext context, CorridorRequest request) =>
        PlanOf(context) is var plan && plan.Authorization ? AuthorizeAsync(context, request, plan) : RunLimitedAsync(context, plan);

    private Task EnterFromHttpAsync(HttpContext context) =>
        _watch.IsNeeded ? _watch.RunAsync(context, PlanOf(context).RouteId, _runFromHttp) : RunFromHttpAsync(context);

    private async Task RunFromHttpAsync(HttpContext context)
    {
        var exchange = Begin(context);
        var plan = PlanOf(context);
        if (_config.Current.Access is { } access && !await AdmitAsync(context, access, plan))
        {
            await ProblemWriter.WriteAsync(context);
            return;
        }

        try
        {
            ReservedHeaders.Take(context.Request.Headers, plan.Context is null ? null : exchange);
        }
        catch (ProxyErrorException failure)
        {
            exchange.Fail(context, failure.Error);
        }

        // The host's own authorization middleware ran before the endpoint did. The credential it accepted was meant for us.
        if (plan is { Authorization: true, KeepsCredential: false } && context.User.Identity is { IsAuthenticated: true })
        {
            context.Request.Headers.Authorization = default;
        }

        await RunLimitedAsync(context, plan);
        if (!context.Response.HasStarted)
        {
            await ProblemWriter.WriteAsync(context);
        }
    }

    /// <summary>Begins an exchange of the HTTP door.</summary>
    public static ProxyExchange Begin(HttpContext context)
    {
        var exchange = new ProxyExchange { Door = ExchangeDoor.Http, RequestId = context.TraceIdentifier, CallerRequest = context };
        context.Features[typeof(ProxyExchange)] = exchange;
        context.Response.OnStarting(SetRequestId, context);
        return exchange;
    }

    /// <summary>Our own schemes and policies. Whatever was accepted, or could have been, goes no further.</summary>
    private static async ValueTask<bool> AdmitAsync(HttpContext context, AccessModel access, CorridorPlan plan)
    {
        var caller = await CallerGate.EnsureAsync(context, access);
        var rule = plan.RuleOf(access);
        // An open route that passes credentials on has the upstream judge them.
        var isPassedOn = rule == AccessRule.None && plan.KeepsCredential;
        if (!isPassedOn && access.Challenges.Check(context, access, caller, rule) is { } challenge)
        {
            ProxyExchange.Get(context)!.Fail(context, challenge.ToError());
            context.Response.Headers.WWWAuthenticate = challenge.WwwAuthenticate;
            return false;
        }

        if (caller.Caller?.Exchange.HasAccessToken == true)
        {
            // A token exchange of the route may be told to trade it; nothing else gets to see it.
            ProxyExchange.Get(context)!.AcceptedAuthorization = context.Request.Headers.Authorization;
        }

        access.RemoveCredentials(context.Request.Headers, plan.KeepsCredential);
        return true;
    }

    private static Task SetRequestId(object state)
    {
        var context = (HttpContext)state;
        context.Response.Headers.TryAdd("X-Request-Id", context.TraceIdentifier);
        if (ProxyExchange.Get(context) is { Notices: { Count: > 0 } notices })
        {
            context.Response.Headers[ContextNames.NoticeHeader] = string.Join(", ", notices.Select(n => n.Code));
        }

        return Task.CompletedTask;
    }

    private async Task AuthorizeAsync(HttpContext context, CorridorRequest request, CorridorPlan plan)
    {
        if (await _callers.AllowsAsync(context, request))
        {
            await RunLimitedAsync(context, plan);
        }
    }

    private Task RunLimitedAsync(HttpContext context, CorridorPlan plan) =>
        plan.RateLimiter ? _limited!(context) : RunTimedAsync(context, plan);

    private Task RunTimedAsync(HttpContext context) => RunTimedAsync(context, PlanOf(context));

    private Task RunTimedAsync(HttpContext context, CorridorPlan plan) =>
        plan.Timeouts ? _timed!(context) : RunPreparedAsync(context, plan);

    private Task RunPreparedAsync(HttpContext context, CorridorPlan plan) =>
        plan.Context is { } defaults ? PrepareAsync(context, defaults, plan) : plan.Target(context);

    /// <summary>Mostly everything is known already, and nothing has to wait before the upstream is called.</summary>
    private Task PrepareAsync(HttpContext context, ContextDefaults defaults, CorridorPlan plan)
    {
        var exchange = ProxyExchange.Get(context)!; // set by either door
        exchange.Regions = plan.Regions;
        try
        {
            var step = _contexts.ResolveAsync(context, exchange, defaults);
            for (var next = 0; ; next++)
            {
                if (!step.IsCompletedSuccessfully)
                {
                    return PrepareLaterAsync(context, exchange, plan, step, next);
                }

                if (!TryStep(context, exchange, plan, next, out step))
                {
                    break;
                }
            }
        }
        catch (ProxyErrorException failure)
        {
            exchange.Fail(context, failure.Error);
        }

        return exchange.Error is null ? plan.Target(context) : Task.CompletedTask;
    }

    /// <summary>Waits for a step and goes on with the next one.</summary>
    private static async Task PrepareLaterAsync(HttpContext context, ProxyExchange exchange, CorridorPlan plan, ValueTask step, int next)
    {
        try
        {
            do
            {
                await step;
            }
            while (TryStep(context, exchange, plan, next++, out step));
        }
        catch (ProxyErrorException failure)
        {
            exchange.Fail(context, failure.Error);
        }

        if (exchange.Error is null)
        {
            await plan.Target(context);
        }
    }

    /// <summary>Begins a step once the one before it is done: first the context has been resolved, then comes one preparation after the other.</summary>
    /// <returns>Whether there is such a step.</returns>
    private static bool TryStep(HttpContext context, ProxyExchange exchange, CorridorPlan plan, int index, out ValueTask step)
    {
        // Before the preparations, whose token servers may differ by region, and after them: by then the identity is known.
        if (index == 0 || index == plan.Preparations.Length)
        {
            plan.Regions?.Resolve(context, exchange);
        }

        var isStep = index < plan.Preparations.Length && exchange.Error is null;
        step = isStep ? plan.Preparations[index].PrepareAsync(context, exchange) : default;
        return isStep;
    }

    private static CorridorPlan PlanOf(HttpContext context) =>
        context.GetEndpoint()!.Metadata.GetMetadata<CorridorPlan>()!; // added to every endpoint that leads here

    private async Task RunProxyInTimeAsync(HttpContext context)
    {
        await RunPreparedAsync(context, PlanOf(context));
        // YARP reports a passed route timeout as a cancelled request; only here, inside the middleware, can the two be told apart.
        if (context.Features.Get<IHttpRequestTimeoutFeature>() is { RequestTimeoutToken.IsCancellationRequested: true } && !context.Response.HasStarted)
        {
            ProxyExchange.Get(context)?.Fail(context, FailureMapper.RouteDeadlinePassed);
        }
    }
}
