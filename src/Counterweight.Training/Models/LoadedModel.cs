namespace Counterweight.Training.Models;

/// <summary>What a model file held.</summary>
/// <typeparam name="TModel">The model's type.</typeparam>
/// <param name="Model">The model.</param>
/// <param name="Schema">Names of features, categories and classes given when it was saved.</param>
public sealed record LoadedModel<TModel>(TModel Model, ModelSchema Schema)
    where TModel : class;
