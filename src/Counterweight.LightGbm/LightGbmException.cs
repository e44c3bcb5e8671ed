namespace Counterweight.LightGbm;

/// <summary>LightGBM refused a call. The message is its own.</summary>
public sealed class LightGbmException : Exception
{
    /// <summary>An error without a message.</summary>
    public LightGbmException()
    {
    }

    /// <summary>An error with LightGBM's message.</summary>
    /// <param name="message">What LightGBM says.</param>
    public LightGbmException(string message)
        : base(message)
    {
    }

    /// <summary>An error with LightGBM's message and its cause.</summary>
    /// <param name="message">What LightGBM says.</param>
    /// <param name="innerException">The cause.</param>
    public LightGbmException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
