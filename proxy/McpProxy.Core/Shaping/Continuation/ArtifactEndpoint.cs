using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using McpProxy.Authentication;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Hosting;
using McpProxy.State.Artifacts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace McpProxy.Shaping.Continuation;

/// <summary>
/// Where artifacts are read, by both doors: <c>{Artifacts:Path}/{id}</c>, and calls of the MCP door that lead here. Whose an
/// artifact is not finds none.
/// </summary>
internal sealed class ArtifactEndpoint
{
    private readonly ArtifactStore _store;
    private readonly LiveConfig _config;
    private readonly SearchTurns _turns;

    public ArtifactEndpoint(ArtifactStore store, LiveConfig config, SearchTurns turns, Corridor corridor)
    {
        _store = store;
        _config = config;
        _turns = turns;
        Endpoint = corridor.CreateEndpoint("artifacts", ReadAsync);
    }

    /// <summary>The end of the corridor.</summary>
    public Endpoint Endpoint { get; }

    /// <summary>Maps it for HTTP callers. Mapped once: at the path of the configuration at this moment.</summary>
    public void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods($"{_config.Current.Host.Artifacts.Path}/{{{ArtifactQuestion.IdName}}}", [HttpMethods.Get, HttpMethods.Head], Endpoint.RequestDelegate!) // made with one
            .WithMetadata([.. Endpoint.Metadata])
            .Add(e => ((RouteEndpointBuilder)e).Order = int.MinValue);

    private static ProxyError NotFound { get; } = new(ProxyErrorKind.InvalidArguments, "artifact_not_found", "There is no such artifact: its time is over, it had to make room, or it never was this caller's.")
    {
        Status = StatusCodes.Status404NotFound,
        Hint = "Make the request again whose answer it was of.",
    };

    private static ProxyError TooMany { get; } = new(ProxyErrorKind.RateLimited, "too_many_reads", $"{SearchTurns.MaxPerCaller} reads of this caller are waiting already.")
    {
        Status = StatusCodes.Status429TooManyRequests,
        RetryAfterSeconds = 1,
    };

    private async Task ReadAsync(HttpContext context)
    {
        var exchange = ProxyExchange.Get(context)!; // set by either door
        context.Response.Headers.CacheControl = "private, no-store";
        if (ArtifactQuestion.Read(context.Request, out var problem) is not { } question)
        {
            exchange.Fail(context, new ProxyError(ProxyErrorKind.InvalidArguments, "bad_part", problem!)); // there is one or the other
            return;
        }

        var owner = ArtifactOwner.Of(exchange.Caller);
        if (await _store.FindAsync(question.Id, owner, context.RequestAborted) is not { } artifact || !IsAllowed(artifact, exchange.CallerRequest))
        {
            exchange.Fail(context, NotFound);
            return;
        }

        using var turn = question.IsSearch ? await _turns.EnterAsync(artifact.Share, context.RequestAborted) : null;
        if (question.IsSearch && turn is null)
        {
            exchange.Fail(context, TooMany);
            return;
        }

        try
        {
            await using var stream = new ArtifactStream(artifact);
            context.Response.Headers.XContentTypeOptions = "nosniff";
            await AnswerAsync(context, artifact, stream, question, turn);
        }
        catch (ProxyErrorException failure)
        {
            exchange.Fail(context, failure.Error);
        }
        catch (JsonException)
        {
            exchange.Fail(context, new ProxyError(ProxyErrorKind.InvalidArguments, "not_json", "The artifact is not JSON all the way to that part.") { Status = StatusCodes.Status422UnprocessableEntity, Hint = "Read it by range." });
        }
        catch (ArtifactDamagedException e)
        {
            await LoseAsync(context, exchange, artifact, owner, e);
        }
    }

    private async Task LoseAsync(HttpContext context, ProxyExchange exchange, Artifact artifact, ArtifactOwner owner, ArtifactDamagedException reason)
    {
        // It may have gone in the meantime as every artifact does.
        if (await _store.FindAsync(artifact.Id, owner, context.RequestAborted) is not null)
        {
            _store.DropDamaged(artifact, reason);
        }

        if (context.Response.HasStarted)
        {
            context.Abort();
        }
        else
        {
            context.Response.Clear();
            exchange.Fail(context, NotFound);
        }
    }

    private bool IsAllowed(Artifact artifact, HttpContext? caller) =>
        caller is null || _config.Current.Access is not { } access || artifact.Demands.AreMetBy(access, access.GrantsOf(caller.Features.Get<CallerResult>() ?? CallerResult.Nobody));

    private async Task AnswerAsync(HttpContext context, Artifact artifact, ArtifactStream stream, ArtifactQuestion question, IDisposable? turn)
    {
        var isCall = context.Features.Get<IHttpRequestFeature>() is CorridorRequest;
        if (question.IsWhole && !isCall)
        {
            ByteRanges.IgnoreOtherUnits(context.Request);

            // Knows ranges, conditions and HEAD.
            await TypedResults.Stream(stream, artifact.MediaType, lastModified: artifact.Created, entityTag: new EntityTagHeaderValue(TagOf(artifact)), enableRangeProcessing: true).ExecuteAsync(context);
            return;
        }

        var reading = new ArtifactReading(artifact, stream, isCall ? _config.Current.Host.Artifacts.MaxReadBytes : long.MaxValue);
        var piece = await Task.Run(() => reading.Find(question, context.RequestAborted), context.RequestAborted);
        turn?.Dispose(); // Whoever takes long to take the answer holds up nobody.
        context.Response.ContentType = piece.ContentType;
        context.Response.ContentLength = piece.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await WriteAsync(context, stream, piece);
        }
    }

    private static async Task WriteAsync(HttpContext context, ArtifactStream stream, ArtifactPiece piece)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ArtifactCipher.ChunkSize);
        try
        {
            stream.Position = piece.Start;
            var head = piece.Before;
            var left = piece.End - piece.Start;
            while (left > 0)
            {
                // Read before anything leaves: a damaged file can still be told of.
                var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), context.RequestAborted);
                await context.Response.Body.WriteAsync(head, context.RequestAborted);
                await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
                head = default;
                left -= read;
            }

            await context.Response.Body.WriteAsync(head, context.RequestAborted);
            await context.Response.Body.WriteAsync(piece.After, context.RequestAborted);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>An artifact never changes: any name that is its own will do.</summary>
    private static string TagOf(Artifact artifact) => $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(artifact.Id)).AsSpan(0, 8))}\"";
}
