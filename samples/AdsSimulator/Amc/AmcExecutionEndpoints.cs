using System.Globalization;
using System.Text.Json.Nodes;
using AdsSimulator.Answers;
using AdsSimulator.Generated;

namespace AdsSimulator.Amc;

internal static class AmcExecutionEndpoints
{
    private const string List = "/amc/reporting/{instanceId}/workflowExecutions";
    private const string One = List + "/{workflowExecutionId}";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss";

    public static void MapAmcExecutions(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRead(List, ListAsync);
        endpoints.MapPost(List, StartAsync);
        endpoints.MapRead(One, GetAsync);
        endpoints.MapPut(One, UpdateAsync);
        endpoints.MapRead(One + "/downloadUrls", DownloadUrlsAsync);
    }

    private static Task ListAsync(HttpContext context)
    {
        var query = ListQuery.Read(context);
        if (query is not { Items: null, Bytes: null })
        {
            return AmcGenerated.WriteAsync(context, query, "executions", AmcTemplates.Executions, 0, AmcMediaTypes.Executions);
        }

        var (from, to) = (ReadTime(context, "minCreationTime"), ReadTime(context, "maxCreationTime"));
        var workflow = context.Request.Query["workflowId"].ToString();
        var all = AmcStore.InstanceOf(context).ListExecutions()
            .Where(e => (workflow.Length == 0 || e.WorkflowId == workflow) && !(e.CreateTime < from) && !(e.CreateTime > to))
            .ToList();
        var page = new AmcExecutionList([.. all.Skip(query.Offset).Take((int)query.CountOf(all.Count))], query.NextTokenOf(all.Count));
        return JsonAnswer.WriteAsync(context, page, SimulatorJson.Shared.AmcExecutionList, AmcMediaTypes.Executions);
    }

    private static async Task StartAsync(HttpContext context)
    {
        if (await JsonAnswer.ReadAsync(context, SimulatorJson.Shared.AmcExecutionRequest) is { } request)
        {
            await AnswerAsync(context, AmcStore.InstanceOf(context).Start(request, NowOf(context)), $"workflow {request.WorkflowId}");
        }
    }

    private static Task GetAsync(HttpContext context)
    {
        var id = IdOf(context);
        return AnswerAsync(context, AmcStore.InstanceOf(context).PollExecution(id, NowOf(context)), $"execution {id}");
    }

    private static async Task UpdateAsync(HttpContext context)
    {
        if (await JsonAnswer.ReadAsync(context, SimulatorJson.Shared.AmcExecutionRequest) is not { } request)
        {
            return;
        }

        if (request.Status != "CANCELLED")
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, "An execution's status can only be changed to CANCELLED.");
            return;
        }

        var id = IdOf(context);
        await AnswerAsync(context, AmcStore.InstanceOf(context).CancelExecution(id, NowOf(context)), $"execution {id}");
    }

    /// <summary>Addresses of the results, once there are any: this simulator's own files.</summary>
    private static Task DownloadUrlsAsync(HttpContext context)
    {
        var id = IdOf(context);
        if (AmcStore.InstanceOf(context).FindExecution(id) is not { } execution)
        {
            return AnswerAsync(context, null, $"execution {id}");
        }

        JsonArray Files(string name, string type) =>
            execution.Status == "SUCCEEDED" ? [$"{context.Request.Scheme}://{context.Request.Host}/files/{name}?bytes=1000&type={type}"] : [];
        var answer = new JsonObject { ["downloadUrls"] = Files($"{id}.csv", "text/csv"), ["metadataDownloadUrls"] = Files($"{id}.json", "application/json") };
        return JsonAnswer.WriteAsync(context, answer, AmcMediaTypes.Executions);
    }

    private static string IdOf(HttpContext context) => AmcStore.RouteValue(context, "workflowExecutionId");

    private static DateTime NowOf(HttpContext context) => context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;

    /// <summary>The API takes one form of time only; a gateway has to bring others into it.</summary>
    private static DateTime? ReadTime(HttpContext context, string name)
    {
        var text = context.Request.Query[name].ToString();
        if (text.Length == 0)
        {
            return null;
        }

        return DateTime.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new BadQueryException($"{name} must be written yyyy-MM-ddTHH:mm:ss, in UTC and without a suffix.");
    }

    private static Task AnswerAsync(HttpContext context, AmcExecution? execution, string missing) => execution is null
        ? Problem.WriteAsync(context, StatusCodes.Status404NotFound, $"There is no {missing}.")
        : JsonAnswer.WriteAsync(context, new AmcExecutionAnswer(execution), SimulatorJson.Shared.AmcExecutionAnswer, AmcMediaTypes.Executions);
}
