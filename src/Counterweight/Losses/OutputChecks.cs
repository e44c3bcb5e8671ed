using Counterweight.Core.Checks;

namespace Counterweight.Losses;

/// <summary>Checks of the outputs of a loss.</summary>
internal static class OutputChecks
{
    /// <summary>Outputs are as long as they must be and do not overlap each other.</summary>
    public static void Outputs<T>(LossOutputs<T> outputs, int rows, int scores)
        where T : unmanaged
    {
        Guard.SameLengthOrEmpty(outputs.Value.Length, rows, "outputs.Value", "the number of rows");
        Guard.SameLengthOrEmpty(outputs.Gradient.Length, scores, "outputs.Gradient", "scores");
        Guard.SameLengthOrEmpty(outputs.Hessian.Length, scores, "outputs.Hessian", "scores");
        OutputsApart(outputs);
    }

    /// <summary>Outputs do not overlap each other.</summary>
    public static void OutputsApart<T>(LossOutputs<T> outputs)
        where T : unmanaged
    {
        Guard.Disjoint<T, T>(outputs.Value, outputs.Gradient, "outputs.Value", "outputs.Gradient");
        Guard.Disjoint<T, T>(outputs.Value, outputs.Hessian, "outputs.Value", "outputs.Hessian");
        Guard.Disjoint<T, T>(outputs.Gradient, outputs.Hessian, "outputs.Gradient", "outputs.Hessian");
    }

    /// <summary>Each output either is disjoint from the input or starts where it starts and is as long.</summary>
    public static void NoPartialOverlap<T>(LossOutputs<T> outputs, ReadOnlySpan<T> input, string inputName)
    {
        Guard.NoPartialOverlap<T>(outputs.Value, input, "outputs.Value", inputName);
        Guard.NoPartialOverlap<T>(outputs.Gradient, input, "outputs.Gradient", inputName);
        Guard.NoPartialOverlap<T>(outputs.Hessian, input, "outputs.Hessian", inputName);
    }

    /// <summary>No output overlaps an input that every row reads.</summary>
    public static void NoOverlap<T, TInput>(LossOutputs<T> outputs, ReadOnlySpan<TInput> input, string inputName)
        where T : unmanaged
        where TInput : unmanaged
    {
        Guard.Disjoint<T, TInput>(outputs.Value, input, "outputs.Value", inputName);
        Guard.Disjoint<T, TInput>(outputs.Gradient, input, "outputs.Gradient", inputName);
        Guard.Disjoint<T, TInput>(outputs.Hessian, input, "outputs.Hessian", inputName);
    }
}
