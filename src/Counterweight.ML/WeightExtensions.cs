using Counterweight.Training;
using Microsoft.ML;

namespace Counterweight.ML;

/// <summary>Class weights as a column: <c>context.Transforms.ClassWeights("Weight", "Label", ClassWeighting.Balanced)</c>.</summary>
public static class WeightExtensions
{
    /// <summary>A step that writes the weight of each row's class into a column, for trainers of ML.NET. Trainers of this library have an option for class weights of their own.</summary>
    /// <param name="catalog">The transforms of ML.NET.</param>
    /// <param name="outputColumnName">The column of weights, Single.</param>
    /// <param name="labelColumnName">The class: a Boolean, a key or a number of a class.</param>
    /// <param name="weighting">What each class counts; null: <see cref="ClassWeighting.Balanced"/>.</param>
    /// <param name="exampleWeightColumnName">What a row counts, which the weight of its class multiplies; null: all rows count the same.</param>
    public static ClassWeightEstimator ClassWeights(
        this TransformsCatalog catalog, string outputColumnName = "Weight", string labelColumnName = "Label", ClassWeighting? weighting = null, string? exampleWeightColumnName = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new(weighting ?? ClassWeighting.Balanced, outputColumnName, labelColumnName, exampleWeightColumnName);
    }
}
