using System.Text.Json.Nodes;
using AdsSimulator.Answers;
using AdsSimulator.Generated;

namespace AdsSimulator.Amc;

internal static class AmcScheduleEndpoints
{
    private const string List = "/amc/reporting/{instanceId}/schedules";
    private const string One = List + "/{scheduleId}";

    public static void MapAmcSchedules(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRead(List, ListAsync);
        endpoints.MapPost(List, CreateAsync);
        endpoints.MapRead(One, GetAsync);
        endpoints.MapPut(One, UpdateAsync);
        endpoints.MapDelete(One, DeleteAsync);
    }

    private static Task ListAsync(HttpContext context)
    {
        var query = ListQuery.Read(context);
        var all = SchedulesOf(context).List();
        var page = new JsonObject { ["schedules"] = new JsonArray([.. all.Skip(query.Offset).Take((int)query.CountOf(all.Count))]) };
        if (query.NextTokenOf(all.Count) is { } next)
        {
            page["nextToken"] = next;
        }

        return JsonAnswer.WriteAsync(context, page, AmcMediaTypes.Schedules);
    }

    private static Task GetAsync(HttpContext context) => SchedulesOf(context).Find(IdOf(context)) is { } schedule
        ? JsonAnswer.WriteAsync(context, new JsonObject { ["schedule"] = schedule }, AmcMediaTypes.Schedules)
        : NotFoundAsync(context);

    private static async Task CreateAsync(HttpContext context)
    {
        if (await ReadAsync(context) is not { } schedule)
        {
            return;
        }

        if (schedule.TextAt("scheduleId") is not { Length: > 0 } id || schedule.TextAt("workflowId") is not { Length: > 0 } workflow)
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, "scheduleId and workflowId are required.");
        }
        else if (AmcStore.InstanceOf(context).FindWorkflow(workflow) is null)
        {
            await Problem.WriteAsync(context, StatusCodes.Status404NotFound, $"There is no workflow {workflow}.");
        }
        else
        {
            await (SchedulesOf(context).TryAdd(id, schedule) ? DoneAsync(context) : Problem.WriteAsync(context, StatusCodes.Status409Conflict, $"There is a schedule {id} already."));
        }
    }

    private static async Task UpdateAsync(HttpContext context)
    {
        if (await ReadAsync(context) is { } schedule)
        {
            await (SchedulesOf(context).TryReplace(IdOf(context), schedule) ? DoneAsync(context) : NotFoundAsync(context));
        }
    }

    private static Task DeleteAsync(HttpContext context) => SchedulesOf(context).TryRemove(IdOf(context)) ? DoneAsync(context) : NotFoundAsync(context);

    private static async Task<JsonObject?> ReadAsync(HttpContext context)
    {
        var body = await JsonAnswer.ReadAsync(context, SimulatorJson.Shared.JsonNode);
        if (body is not null and not JsonObject)
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, "The body must be an object.");
        }

        return body as JsonObject;
    }

    private static AmcSchedules SchedulesOf(HttpContext context) => AmcStore.InstanceOf(context).Schedules;

    private static string IdOf(HttpContext context) => AmcStore.RouteValue(context, "scheduleId");

    private static Task DoneAsync(HttpContext context) => ByteAnswer.WriteAsync(context, "{}"u8.ToArray(), AmcMediaTypes.Schedules);

    private static Task NotFoundAsync(HttpContext context) => Problem.WriteAsync(context, StatusCodes.Status404NotFound, $"There is no schedule {IdOf(context)}.");
}
