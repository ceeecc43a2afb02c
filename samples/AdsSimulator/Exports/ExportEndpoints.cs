using AdsSimulator.Access;
using AdsSimulator.Answers;
using AdsSimulator.Campaigns;
using AdsSimulator.Regions;

namespace AdsSimulator.Exports;

internal static class ExportEndpoints
{
    private static readonly TimeSpan _urlLifetime = TimeSpan.FromHours(1);

    public static void MapExports(this IEndpointRouteBuilder endpoints)
    {
        foreach (var kind in ExportKind.All)
        {
            endpoints.MapPost($"/{kind.Path}/export", context => CreateAsync(context, kind)).Demand(AccessRule.Profile);
        }

        endpoints.MapRead("/exports/{exportId}", GetAsync).Demand(AccessRule.Profile);
        // The real file is at a signed address elsewhere, which wants no token.
        endpoints.MapRead("/exports/{exportId}/file.json.gz", DownloadAsync);
    }

    private static async Task CreateAsync(HttpContext context, ExportKind kind)
    {
        var type = (context.Request.ContentType ?? "").Split(';')[0].Trim();
        if (!type.Equals(kind.MediaType, StringComparison.OrdinalIgnoreCase) && !type.Equals(JsonAnswer.Json, StringComparison.OrdinalIgnoreCase))
        {
            await Problem.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, $"The content type must be {kind.MediaType}.");
            return;
        }

        if (await CampaignScope.ResolveAsync(context) is not { } scope
            || await JsonAnswer.ReadAsync(context, SimulatorJson.Shared.ExportRequest) is not { } request)
        {
            return;
        }

        var store = StoreOf(context);
        var id = store.Create(scope, kind, request, context.Features.Get<AccessToken>()?.Account);
        var status = new ExportStatus { ExportId = id, Status = "PROCESSING", CreatedAt = store.Find(scope.Region, id)?.CreatedAt ?? default };
        await JsonAnswer.WriteAsync(context, status, SimulatorJson.Shared.ExportStatus, kind.MediaType, StatusCodes.Status202Accepted);
    }

    private static async Task GetAsync(HttpContext context)
    {
        if (await FindAsync(context) is not { } found)
        {
            return;
        }

        var (id, job) = found;
        if (!Accepts(context, job.Kind.MediaType))
        {
            await Problem.WriteAsync(context, StatusCodes.Status406NotAcceptable, $"This export is only offered as {job.Kind.MediaType}.");
            return;
        }

        await JsonAnswer.WriteAsync(context, Describe(context, id, job), SimulatorJson.Shared.ExportStatus, job.Kind.MediaType);
    }

    private static async Task DownloadAsync(HttpContext context)
    {
        if (await FindAsync(context) is not { } found)
        {
            return;
        }

        if (!SignaturesOf(context).Accepts(context.Request, found.Id))
        {
            await Problem.WriteAsync(context, StatusCodes.Status403Forbidden, "The signature does not fit, or its time is over.");
            return;
        }

        if (!found.Job.Completed)
        {
            await Problem.WriteAsync(context, StatusCodes.Status404NotFound, "The export is still being made.");
            return;
        }

        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{found.Job.Kind.Path}.json.gz\"";
        await ByteAnswer.WriteAsync(context, found.Job.File, "application/gzip");
    }

    private static async Task<(string Id, ExportJob Job)?> FindAsync(HttpContext context)
    {
        var id = context.Request.RouteValues["exportId"]?.ToString() ?? "";
        if (ExportId.KindOf(id) is null)
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, $"{id} is not the id of an export.");
            return null;
        }

        if (StoreOf(context).Find(AdsRegion.Of(context), id) is not { } job || !job.IsFor(context.Features.Get<AccessToken>()?.Account))
        {
            await Problem.WriteAsync(context, StatusCodes.Status404NotFound, $"There is no export {id} in region {AdsRegion.Of(context).Code}.");
            return null;
        }

        return (id, job);
    }

    private static ExportStatus Describe(HttpContext context, string id, ExportJob job)
    {
        if (!job.Poll())
        {
            return new() { ExportId = id, Status = "PROCESSING", CreatedAt = job.CreatedAt };
        }

        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        return new()
        {
            ExportId = id,
            Status = "COMPLETED",
            CreatedAt = job.CreatedAt,
            Url = $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}/exports/{id}/file.json.gz{SignaturesOf(context).Sign(id, now + _urlLifetime)}",
            FileSize = job.File.Length,
            GeneratedAt = now,
            UrlExpiresAt = now + _urlLifetime,
        };
    }

    private static bool Accepts(HttpContext context, string mediaType)
    {
        var accept = context.Request.Headers.Accept.ToString();
        return !accept.Contains("application/vnd.", StringComparison.OrdinalIgnoreCase)
            || accept.Contains(mediaType, StringComparison.OrdinalIgnoreCase)
            || accept.Contains("*/*", StringComparison.Ordinal);
    }

    private static ExportSignatures SignaturesOf(HttpContext context) => context.RequestServices.GetRequiredService<ExportSignatures>();

    private static ExportStore StoreOf(HttpContext context) => context.RequestServices.GetRequiredService<ExportStore>();
}
