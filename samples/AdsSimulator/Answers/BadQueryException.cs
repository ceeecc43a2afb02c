namespace AdsSimulator.Answers;

/// <summary>A query parameter has no usable value; answered as 400 by <see cref="BadQueryMiddleware"/>.</summary>
internal sealed class BadQueryException(string message) : Exception(message);
