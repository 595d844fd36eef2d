/** CleverTap's second example of an External Trigger message, as its users copy it: with loops over an order's products and their prices. */
export const orderText = `Hey {{ Profile.name | default: "User" }}
Thank you for shopping with us!
{% for product in ExternalTrigger.productDetails %}
Name: {{ product.productName | default: "defaultProductName"}}
productID: {{product.productID | default: "defaultProductId"}}
imageURL: {{product.imageURL | default: "defaultImageUrl"}}
{% for pricingDetail in product.pricingDetails %}
{{ pricingDetail.name | default : "defaultPriceName"}} : {{ pricingDetail.value | default : "defaultPriceValue"}}
{% endfor %}
{% endfor %}`;
