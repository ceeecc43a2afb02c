using AdsSimulator.Access;
using AdsSimulator.Answers;

namespace AdsSimulator.Campaigns;

internal static class CampaignEndpoints
{
    public const string MediaType = "application/vnd.spCampaign.v3+json";

    private const int MaxPage = 1_000;

    public static void MapCampaigns(this IEndpointRouteBuilder endpoints)
    {
        var campaigns = endpoints.MapGroup("/sp/campaigns").Demand(AccessRule.Profile);
        campaigns.MapPost("/list", ListAsync);
        campaigns.MapPost("/delete", DeleteAsync);
        campaigns.MapPost("", context => WriteAllAsync(context, Create));
        campaigns.MapPut("", context => WriteAllAsync(context, Update));
    }

    private static async Task ListAsync(HttpContext context)
    {
        if (await CampaignScope.ResolveAsync(context) is not { } scope
            || await JsonAnswer.ReadAsync(context, SimulatorJson.Shared.CampaignListRequest) is not { } request)
        {
            return;
        }

        var size = request.MaxResults ?? 100;
        if (size is < 1 or > MaxPage || !PageToken.TryRead(request.NextToken, out var offset))
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, $"maxResults must be 1 to {MaxPage}, and nextToken one that a list call returned.");
            return;
        }

        var matching = scope.Store.List(scope.Region, scope.Profile)
            .Where(c => request.StateFilter?.Keeps(c.State) != false && request.CampaignIdFilter?.Keeps(c.CampaignId) != false)
            .ToList();
        var page = matching.Skip(offset).Take(size).ToList();
        var next = offset + page.Count < matching.Count ? PageToken.Write(offset + page.Count) : null;
        await AnswerAsync(context, new CampaignListResponse(page, matching.Count, next), SimulatorJson.Shared.CampaignListResponse, StatusCodes.Status200OK);
    }

    private static async Task DeleteAsync(HttpContext context)
    {
        if (await CampaignScope.ResolveAsync(context) is not { } scope
            || await JsonAnswer.ReadAsync(context, SimulatorJson.Shared.CampaignDeleteRequest) is not { } request)
        {
            return;
        }

        var ids = request.CampaignIdFilter?.Include ?? [];
        await AnswerWriteAsync(context, [.. ids.Select(id => Outcome(scope.Store.Delete(scope.Region, scope.Profile, id), id))]);
    }

    private static async Task WriteAllAsync(HttpContext context, Func<CampaignScope, Campaign, CampaignWrite> write)
    {
        if (await CampaignScope.ResolveAsync(context) is not { } scope
            || await JsonAnswer.ReadAsync(context, SimulatorJson.Shared.CampaignWriteRequest) is not { } request)
        {
            return;
        }

        if (request.Campaigns is not { Count: > 0 })
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, "campaigns must hold at least one campaign.");
            return;
        }

        await AnswerWriteAsync(context, [.. request.Campaigns.Select(campaign => write(scope, campaign))]);
    }

    private static CampaignWrite Create(CampaignScope scope, Campaign campaign)
    {
        var missing = campaign switch
        {
            { Name: null or "" } => "name",
            { TargetingType: null } => "targetingType",
            { Budget: null } => "budget",
            _ => null,
        };
        return missing is null
            ? new(scope.Store.Create(scope.Region, scope.Profile, campaign), null)
            : new(null, new("missingValueError", $"{missing} is required."));
    }

    private static CampaignWrite Update(CampaignScope scope, Campaign change) =>
        Outcome(scope.Store.Update(scope.Region, scope.Profile, change), change.CampaignId);

    private static CampaignWrite Outcome(Campaign? written, string? id) =>
        written is null ? new(null, new("entityNotFoundError", $"There is no campaign {id} in this scope.")) : new(written, null);

    private static Task AnswerWriteAsync(HttpContext context, IReadOnlyList<CampaignWrite> writes)
    {
        var whole = context.Request.Headers["Prefer"].ToString().Contains("return=representation", StringComparison.OrdinalIgnoreCase);
        var success = new List<CampaignSuccess>();
        var errors = new List<CampaignFailure>();
        for (var i = 0; i < writes.Count; i++)
        {
            if (writes[i] is { Campaign: { } campaign })
            {
                success.Add(new(i, campaign.CampaignId ?? "", whole ? campaign : null));
            }
            else if (writes[i].Error is { } error)
            {
                errors.Add(new(i, [error]));
            }
        }

        return AnswerAsync(context, new CampaignWriteResponse(new(success, errors)), SimulatorJson.Shared.CampaignWriteResponse, StatusCodes.Status207MultiStatus);
    }

    /// <summary>Answers in the vendor type unless the caller takes plain JSON only.</summary>
    private static Task AnswerAsync<T>(HttpContext context, T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, int status)
    {
        var accept = context.Request.Headers.Accept.ToString();
        return JsonAnswer.WriteAsync(context, value, type, accept == JsonAnswer.Json ? JsonAnswer.Json : MediaType, status);
    }
}
